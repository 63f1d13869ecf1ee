-- kind, ordinal (4 bytes), when, and the number from which sessions are looked through. Returns -1 where it was found, -2 where the last session was seen, else the number to go on from.
local kind, ordinal, at, from = num(), arg(), arg(), arg()
local some = redis.call('ZRANGE', p .. 'a', from, '+inf', 'BYSCORE', 'LIMIT', '0', '200', 'WITHSCORES')
for i = 1, #some, 2 do
  local key = p .. 's' .. some[i]
  local f = redis.call('HGETALL', key)
  for j = 1, #f, 2 do
    local r = f[j + 1]
    if #f[j] == 16 and r:byte(1) == kind and r:sub(31, 34) == ordinal then
      if lt(at, r:sub(7, 14)) then redis.call('HSET', key, f[j], r:sub(1, 2) .. next_version(r) .. at .. r:sub(15)) end
      return -1
    end
  end
end
if #some < 400 then return -2 end
return tonumber(some[#some]) + 1
