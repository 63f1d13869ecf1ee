-- What all scripts of the session store begin with. KEYS[1] is the prefix of one world, a mock's sessions of one contract in one namespace; every script declares it, so that a
-- server which runs scripts side by side runs those of one world one after another. Below it:
--   s<session>  a hash: u user's id, n user's name, c created, e end, q the number of its last token; and each token: its 16 bytes -> its record
--   t<token>    the session that keeps a token
--   u<user>     the sessions of a user that are not over, by number
--   a           all sessions, by number; i the last number
--   e           the sessions that end, by their end in seconds
--   o           the last ordinal of each kind
-- A record, big-endian, counted from 1: 1 kind; 2 cause of its revocation, 0 for none; 3-6 version; 7-14 expiry; 15-22 end of its grace, 0 for none; 23-30 when it was revoked;
-- 31-34 ordinal; 35-38 number in its session; 39-43 issued, in seconds; 44-48 minted expiry, in seconds; then, if it has them, 49-56 grace, 57-64 idle lifetime, 65-72 last use.
local p = KEYS[1]
local ZERO = string.rep('\0', 8)
local ROTATED = 3
local at_arg = 0

local function arg()
  at_arg = at_arg + 1
  return ARGV[at_arg]
end

local function num()
  return tonumber(arg())
end

-- Whether one big-endian number is less than another of the same length. The comparison of texts would depend on the server's language.
local function lt(a, b)
  for i = 1, #a do
    local x, y = a:byte(i), b:byte(i)
    if x ~= y then return x < y end
  end
  return false
end

local function u32(n)
  return string.char(math.floor(n / 16777216) % 256, math.floor(n / 65536) % 256, math.floor(n / 256) % 256, n % 256)
end

local function next_version(r)
  local a, b, c, d = r:byte(3, 6)
  return u32(((a * 256 + b) * 256 + c) * 256 + d + 1)
end

local function is_over(r)
  return r:byte(2) ~= 0 and r:sub(15, 22) == ZERO
end

-- The record of a token after a revocation that is no rotation: the first cause stays, but one that ends a token in its grace comes in place of the rotation.
local function revoked(r, cause, at)
  local by, grace = r:byte(2), r:sub(15, 22)
  if by ~= 0 and not (by == ROTATED and lt(at, grace)) then
    if grace == ZERO then return r end
    return r:sub(1, 2) .. next_version(r) .. r:sub(7, 14) .. ZERO .. r:sub(23)
  end
  return r:sub(1, 1) .. string.char(cause) .. next_version(r) .. r:sub(7, 14) .. ZERO .. at .. r:sub(31)
end

local function unlink_if_over(session)
  local f = redis.call('HGETALL', p .. 's' .. session)
  local user = nil
  for i = 1, #f, 2 do
    if f[i] == 'u' then user = f[i + 1] end
    if #f[i] == 16 and not is_over(f[i + 1]) then return end
  end
  if user then redis.call('ZREM', p .. 'u' .. user, session) end
end

-- Revokes the tokens of some kinds in a session; a mask has a character for each kind, '1' for those that are meant.
local function sweep(session, mask, cause, at)
  local key = p .. 's' .. session
  local f = redis.call('HGETALL', key)
  local user, alive = nil, false
  for i = 1, #f, 2 do
    local r = f[i + 1]
    if f[i] == 'u' then user = r end
    if #f[i] == 16 then
      if mask:byte(r:byte(1) + 1) == 49 then
        local new = revoked(r, cause, at)
        if new ~= r then
          redis.call('HSET', key, f[i], new)
          r = new
        end
      end
      if not is_over(r) then alive = true end
    end
  end
  if user and not alive then redis.call('ZREM', p .. 'u' .. user, session) end
end

-- The same in all of a user's sessions that are not over but one; returns how many that were.
local function sweep_user(user, mask, cause, at, but)
  local count = 0
  for _, session in ipairs(redis.call('ZRANGE', p .. 'u' .. user, '0', '-1')) do
    if session ~= but then
      sweep(session, mask, cause, at)
      count = count + 1
    end
  end
  return count
end

local function remove(session)
  local key = p .. 's' .. session
  local f = redis.call('HGETALL', key)
  for i = 1, #f, 2 do
    if #f[i] == 16 then redis.call('DEL', p .. 't' .. f[i]) end
    if f[i] == 'u' then redis.call('ZREM', p .. 'u' .. f[i + 1], session) end
  end
  redis.call('ZREM', p .. 'a', session)
  redis.call('ZREM', p .. 'e', session)
  redis.call('DEL', key)
end

-- Removes up to so many sessions that ended by one time, or by another one where there are many.
local function evict(most, forgotten, ended, many)
  local count = 0
  while count < most do
    local first = redis.call('ZRANGE', p .. 'e', '0', '0', 'WITHSCORES')
    if #first == 0 then break end
    local score = tonumber(first[2])
    if score > forgotten and not (score <= ended and redis.call('ZCARD', p .. 'e') > many) then break end
    remove(first[1])
    count = count + 1
  end
  return count
end

-- Adds tokens to a session, given pairs of 16 bytes and a record in which the numbers are still to be filled in; false where one is taken. Returns their ordinals.
local function add_tokens(session, count)
  local keys, records, ordinals = {}, {}, {}
  for i = 1, count do
    keys[i], records[i] = arg(), arg()
    if redis.call('EXISTS', p .. 't' .. keys[i]) == 1 then return false end
    for other = 1, i - 1 do
      if keys[other] == keys[i] then return false end
    end
  end
  local key = p .. 's' .. session
  for i = 1, count do
    local r = records[i]
    local ordinal = redis.call('HINCRBY', p .. 'o', tostring(r:byte(1)), '1')
    local number = redis.call('HINCRBY', key, 'q', '1')
    redis.call('HSET', key, keys[i], r:sub(1, 30) .. u32(ordinal) .. u32(number) .. r:sub(39))
    redis.call('SET', p .. 't' .. keys[i], session)
    ordinals[i] = ordinal
  end
  return ordinals
end
