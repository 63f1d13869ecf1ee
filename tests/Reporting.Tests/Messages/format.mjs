// Reads Cucumber messages as NDJSON, makes the page of Cucumber's HTML formatter of them, and prints it.
import { CucumberHtmlStream } from '@cucumber/html-formatter'
import { parseEnvelope } from '@cucumber/messages'
import { createInterface } from 'node:readline'

const page = new CucumberHtmlStream()
page.pipe(process.stdout)
for await (const line of createInterface({ input: process.stdin })) page.write(parseEnvelope(line))
page.end()
