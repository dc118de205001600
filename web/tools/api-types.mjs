// Writes src/platform/api-types.gen.ts: the types of the API, from its description in docs/api.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = fileURLToPath(new URL("../src/platform/api-types.gen.ts", import.meta.url));

// Headers that src/platform/api.ts adds to every request by itself: no caller names them.
const OWN_HEADERS = ["X-CSRF-Token", "Taqwim-Act-As"];

const description = JSON.parse(execFileSync("python3", [`${root}/tools/join_api`], { maxBuffer: 64 << 20 }).toString());
const isOwn = (parameter) => {
  const named = parameter.$ref ? description.components.parameters[parameter.$ref.split("/").at(-1)] : parameter;
  return named.in === "header" && OWN_HEADERS.includes(named.name);
};
for (const operations of Object.values(description.paths))
  for (const operation of Object.values(operations))
    if (operation.parameters) operation.parameters = operation.parameters.filter((each) => !isOwn(each));

mkdirSync(fileURLToPath(new URL("../src/platform", import.meta.url)), { recursive: true });
writeFileSync(target, `// Made by tools/api-types.mjs from docs/api: not to be edited, not kept in the repository.\n${astToString(await openapiTS(description))}`);
