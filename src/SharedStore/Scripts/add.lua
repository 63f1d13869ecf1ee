-- session, user's id ('' for nobody), user's name, created, end, end in seconds ('' for never), then evict's forgotten, ended and many, then the number of tokens and those.
-- Returns their ordinals, or 'taken'.
local session, user, name, created, last, seconds = arg(), arg(), arg(), arg(), arg(), arg()
local forgotten, ended, many = num(), num(), num()
evict(2, forgotten, ended, many)
if redis.call('EXISTS', p .. 's' .. session) == 1 then return 'taken' end
local ordinals = add_tokens(session, num())
if not ordinals then return 'taken' end
local key = p .. 's' .. session
local number = tostring(redis.call('INCR', p .. 'i'))
redis.call('HSET', key, 'c', created, 'e', last)
redis.call('ZADD', p .. 'a', number, session)
if user ~= '' then
  redis.call('HSET', key, 'u', user, 'n', name)
  redis.call('ZADD', p .. 'u' .. user, number, session)
end
if seconds ~= '' then redis.call('ZADD', p .. 'e', seconds, session) end
return ordinals
