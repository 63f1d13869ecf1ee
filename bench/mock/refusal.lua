-- A logout by POST, with the token of $TOKEN where there is one.
wrk.method = "POST"
wrk.body = os.getenv("BODY") or '{"refresh_token":"0123456789abcdef0123456789abcdef"}'
wrk.headers["Content-Type"] = "application/json"
local token = os.getenv("TOKEN")
if token and token ~= "" then wrk.headers["Authorization"] = "Bearer " .. token end
