-- KEYS: the namespace. ARGV: the version that was changed, the new version, the new state. Returns whether the first still stood.
if redis.call('HGET', KEYS[1], 'v') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'v', ARGV[2], 'd', ARGV[3])
return 1
