-- user, kinds, cause, when. Returns how many sessions were not over.
local user, kinds, cause, at = arg(), arg(), num(), arg()
return sweep_user(user, kinds, cause, at, nil)
