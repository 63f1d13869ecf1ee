-- Whole cycles on one connection a thread: log in, open a protected operation, log out, be refused by it. $KIND says whose paths and
-- bodies; "bare" sends requests of the same size to the baseline, whose answers do not matter.
local kind = os.getenv("KIND")
local json = { ["Content-Type"] = "application/json" }
local step, access, refresh = 1, "x", "x"

local contracts = {
  nethesis = {
    login = { "/nethesis/api/auth/exchange", '{"access_token":"alice@example.com:open-sesame-1"}' },
    logout = "/nethesis/api/auth/logout", protected = "/nethesis/api/me",
  },
  sig = {
    login = { "/sig/api/login", '{"email":"alice@example.com","password":"open-sesame-1"}' },
    logout = "/sig/api/logout", protected = "/sig/api/me",
  },
}
local contract = contracts[kind]
local blank = string.rep("x", 300)

local function bearer(token) return { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token } end

-- wrk asks for a request more than it sends, so it is the answer that moves on.
function request()
  if kind == "bare" then
    if step == 1 then return wrk.format("POST", "/login", json, '{"access_token":"alice@example.com:open-sesame-1"}') end
    if step == 3 then return wrk.format("POST", "/success", bearer(blank), '{"refresh_token":"' .. blank .. '"}') end
    return wrk.format("POST", "/refusal", bearer(blank))
  end
  if step == 1 then return wrk.format("POST", contract.login[1], json, contract.login[2]) end
  if step == 3 then return wrk.format("POST", contract.logout, bearer(access), '{"refresh_token":"' .. refresh .. '"}') end
  return wrk.format("GET", contract.protected, bearer(access))
end

local expected = { 200, 200, 200, kind == "sig" and 200 or 401 }
function response(status, headers, body)
  if kind ~= "bare" and status ~= expected[step] then
    io.stderr:write("step ", step, " was answered with ", status, ": ", body, "\n")
    os.exit(1)
  end
  if kind ~= "bare" and step == 1 then
    access = body:match('"token":"([^"]+)"')
    refresh = body:match('"refresh_token":"([^"]+)"')
  end
  step = step % 4 + 1
end
