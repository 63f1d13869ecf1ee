-- The newest sessions first, at most so many, from a number down ('+inf' for the newest). Returns for each its number, itself, and the fields of its hash.
local from, most = arg(), arg()
local some = redis.call('ZRANGE', p .. 'a', from, '-inf', 'BYSCORE', 'REV', 'LIMIT', '0', most, 'WITHSCORES')
local listed = {}
for i = 1, #some, 2 do
  listed[#listed + 1] = some[i + 1]
  listed[#listed + 1] = some[i]
  listed[#listed + 1] = redis.call('HGETALL', p .. 's' .. some[i])
end
return listed
