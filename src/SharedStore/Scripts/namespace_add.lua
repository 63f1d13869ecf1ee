-- KEYS: the names of all namespaces, the namespace. ARGV: its name, version, state, and how many there may be. Returns whether it is there now.
if redis.call('EXISTS', KEYS[2]) == 1 then return 1 end
if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 0 and redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
redis.call('SADD', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[2], 'v', ARGV[2], 'd', ARGV[3])
return 1
