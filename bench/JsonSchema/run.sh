#!/bin/sh
# Measures this library, NJsonSchema and ajv on the same schemas and instances. Needs Node for ajv.
set -eu
cd "$(dirname "$0")"
data=../../artifacts/bench/json-schema
dotnet run -c Release -- data "$data"
dotnet run -c Release --no-build -- --filter '*' --artifacts ../../artifacts/bench
npm ci --no-audit --no-fund
node ajv.mjs "$data"
