-- Compare and set. First the records that the decision was made on: their number, and for each the session, the token and the version. If one has changed, nothing happens and 'stale' is returned.
local at, cause = arg(), num()
for _ = 1, num() do
  local session, token, version = arg(), arg(), arg()
  local r = redis.call('HGET', p .. 's' .. session, token)
  if not r or r:sub(3, 6) ~= version then return 'stale' end
end

-- The session that gets new tokens ('' for none), its new end, that in seconds ('' for never), by which end its old tokens are dropped (5 bytes), the tokens.
local ordinals = {}
local into = arg()
if into ~= '' then
  local key = p .. 's' .. into
  local last, seconds, dropped = arg(), arg(), arg()
  ordinals = add_tokens(into, num())
  if not ordinals then return 'taken' end
  if lt(redis.call('HGET', key, 'e'), last) then
    redis.call('HSET', key, 'e', last)
    if seconds == '' then redis.call('ZREM', p .. 'e', into) else redis.call('ZADD', p .. 'e', seconds, into) end
  end
  -- A session that is refreshed for months must not grow without bound; now and then is often enough.
  local length = redis.call('HLEN', key)
  if length > 37 and length % 32 < #ordinals then
    local f = redis.call('HGETALL', key)
    for i = 1, #f, 2 do
      if #f[i] == 16 and not lt(dropped, f[i + 1]:sub(44, 48)) then
        redis.call('HDEL', key, f[i])
        redis.call('DEL', p .. 't' .. f[i])
      end
    end
  end
end

-- Records to write: their number, and for each the session, the token and the record.
local written = {}
for _ = 1, num() do
  local session, token, r = arg(), arg(), arg()
  redis.call('HSET', p .. 's' .. session, token, r)
  written[session] = true
end
for session in pairs(written) do unlink_if_over(session) end

-- Sweeps: their number, and for each the session, the kinds in it, its user ('' for nobody), the kinds in all sessions of the user, those in all but this one, the named session, the kinds in that.
for _ = 1, num() do
  local session, kinds, user, of_user, of_others, named, of_named = arg(), arg(), arg(), arg(), arg(), arg(), arg()
  sweep(session, kinds, cause, at)
  if user ~= '' and of_user:find('1', 1, true) then sweep_user(user, of_user, cause, at, nil) end
  if user ~= '' and of_others:find('1', 1, true) then sweep_user(user, of_others, cause, at, session) end
  if named ~= '' and of_named:find('1', 1, true) and redis.call('EXISTS', p .. 's' .. named) == 1 then
    local owner = redis.call('HGET', p .. 's' .. named, 'u')
    if named == session or (user ~= '' and owner == user) then sweep(named, of_named, cause, at) end
  end
end
return ordinals
