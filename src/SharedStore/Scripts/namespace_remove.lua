-- KEYS: the names of all namespaces, the namespace. ARGV: its name. Returns whether it was there.
redis.call('SREM', KEYS[1], ARGV[1])
return redis.call('DEL', KEYS[2])
