-- Tokens of 16 bytes. Returns for each either nil, or session, user's id, user's name, created, end, record; all in one list of six for each.
local found = {}
for i = 1, #ARGV do
  local session = redis.call('GET', p .. 't' .. ARGV[i])
  if session then
    local f = redis.call('HMGET', p .. 's' .. session, 'u', 'n', 'c', 'e', ARGV[i])
    found[#found + 1] = session
    for j = 1, 5 do found[#found + 1] = f[j] end
  else
    for j = 1, 6 do found[#found + 1] = false end
  end
end
return found
