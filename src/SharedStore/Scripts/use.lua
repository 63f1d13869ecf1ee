-- session, token, when. A use moves no version: what was decided without it could have been decided before it.
local session, token, at = arg(), arg(), arg()
local r = redis.call('HGET', p .. 's' .. session, token)
if r and #r >= 72 and lt(r:sub(65, 72), at) then redis.call('HSET', p .. 's' .. session, token, r:sub(1, 64) .. at) end
return 1
