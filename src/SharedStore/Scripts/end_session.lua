-- session, kinds, cause, when. Returns whether there is such a session.
local session, kinds, cause, at = arg(), arg(), num(), arg()
if redis.call('EXISTS', p .. 's' .. session) == 0 then return 0 end
sweep(session, kinds, cause, at)
return 1
