-- The sessions of a user that are not over, the newest first. Returns for each itself, and the fields of its hash.
local listed = {}
for _, session in ipairs(redis.call('ZRANGE', p .. 'u' .. arg(), '0', '-1', 'REV')) do
  listed[#listed + 1] = session
  listed[#listed + 1] = redis.call('HGETALL', p .. 's' .. session)
end
return listed
