-- token, when: it expires then, unless it did before. Returns whether there is such a token.
local token, at = arg(), arg()
local session = redis.call('GET', p .. 't' .. token)
if not session then return 0 end
local key = p .. 's' .. session
local r = redis.call('HGET', key, token)
if lt(at, r:sub(7, 14)) then redis.call('HSET', key, token, r:sub(1, 2) .. next_version(r) .. at .. r:sub(15)) end
return 1
