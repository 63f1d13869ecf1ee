-- Removes up to so many sessions, whatever they are; with 'all' for a number all of them. Returns how many there were.
local most = arg()
local some = redis.call('ZRANGE', p .. 'a', '0', most == 'all' and '-1' or tostring(tonumber(most) - 1))
for _, session in ipairs(some) do remove(session) end
return #some
