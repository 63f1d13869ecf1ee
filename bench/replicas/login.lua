-- Logins alone.
wrk.method = "POST"
wrk.body = '{"access_token":"alice@example.com:open-sesame-1"}'
wrk.headers["Content-Type"] = "application/json"
