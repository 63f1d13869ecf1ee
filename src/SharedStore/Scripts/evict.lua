-- most, forgotten, ended, many. Returns how many sessions were removed.
local most, forgotten, ended, many = num(), num(), num(), num()
return evict(most, forgotten, ended, many)
