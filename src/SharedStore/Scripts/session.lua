-- The fields of a session's hash; none where there is no such session.
return redis.call('HGETALL', p .. 's' .. arg())
