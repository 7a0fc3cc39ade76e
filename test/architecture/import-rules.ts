import type { IForbiddenRuleType } from "dependency-cruiser";

/** A layer of src, and what it may use of ours besides itself; `$1` is the folder that `files` names in brackets. */
interface Layer {
  readonly name: string;
  readonly files: string;
  readonly uses: readonly string[];
}

/** The table "who may import what". main, app, bot, cli and their neighbours at the top see everything. */
const LAYERS: readonly Layer[] = [
  { name: "core", files: "^src/core/", uses: ["core"] },
  { name: "domain", files: "^src/domain/", uses: ["domain", "core"] },
  { name: "chat", files: "^src/chat/", uses: ["chat", "core"] },
  { name: "platforms", files: "^src/platforms/([^/]+)/", uses: ["platforms/$1", "chat", "core"] },
  { name: "sheets", files: "^src/sheets/", uses: ["sheets", "domain", "core"] },
  // It must not share the platforms' understanding: it is there to catch their mistakes.
  { name: "sandbox", files: "^src/sandbox/", uses: ["sandbox", "core"] },
  { name: "jobs-and-data", files: "^src/(?:jobs|data)/", uses: ["jobs", "data", "domain", "core"] },
  { name: "notify", files: "^src/notify/", uses: ["notify", "chat", "jobs", "data", "core"] },
  {
    name: "features",
    files: "^src/features/([^/]+)/(?!store[.]ts)",
    uses: ["features/$1", "features/[^/]+/public[.]ts", "domain", "core", "chat", "notify", "jobs", "sheets"],
  },
  {
    name: "stores",
    files: "^src/features/([^/]+)/store[.]ts",
    uses: ["features/$1", "features/[^/]+/public[.]ts", "domain", "core", "chat", "notify", "jobs", "sheets", "data"],
  },
  { name: "feature-list", files: "^src/features/index[.]ts", uses: ["features/[^/]+/(?:index|public)[.]ts", "chat"] },
];

const layerRule = ({ name, files, uses }: Layer): IForbiddenRuleType => ({
  name,
  severity: "error",
  from: { path: files },
  to: { path: "^(?:src|prisma|test)/", pathNot: `^src/(?:${uses.map((use) => `${use}(?:/|$)`).join("|")})` },
});

/** A package that is used in one place only, so that it can be exchanged there. */
const home = (name: string, packages: string, at: string): IForbiddenRuleType => ({
  name,
  severity: "error",
  from: { path: "^src/", pathNot: at },
  to: { path: `(?:^|node_modules/)(?:${packages})` },
});

export const IMPORT_RULES: readonly IForbiddenRuleType[] = [
  ...LAYERS.map(layerRule),
  {
    name: "pure-rules",
    severity: "error",
    from: { path: "^src/features/([^/]+)/rules[.]ts" },
    to: { path: "^src/", pathNot: "^src/(?:domain|core)/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "pure-rules-types",
    severity: "error",
    from: { path: "^src/features/([^/]+)/rules[.]ts" },
    to: { path: "^src/", pathNot: "^src/(?:domain/|core/|features/$1/|features/[^/]+/public[.]ts)" },
  },
  {
    name: "pure-rules-no-machine",
    severity: "error",
    from: { path: "^src/(?:domain/|features/[^/]+/rules[.]ts)" },
    // Hashing is arithmetic; dice are looked for in the code itself.
    to: { dependencyTypes: ["core"], pathNot: "^(?:node:)?crypto$" },
  },
  home("slack-at-home", "@slack/", "^src/(?:platforms/slack|sandbox)/"),
  // The shapes of Slack's own JSON are facts; what its code makes of them is not the sandbox's business.
  {
    name: "slack-types-alone",
    severity: "error",
    from: { path: "^src/sandbox/" },
    to: { path: "(?:^|node_modules/)@slack/", dependencyTypesNot: ["type-only"] },
  },
  home("feishu-at-home", "@larksuiteoapi/", "^src/platforms/feishu/"),
  home("jobs-at-home", "node-schedule|pg-boss", "^src/jobs/"),
  home("csv-at-home", "csv-parse", "^src/sheets/"),
  home("prisma-at-home", "@prisma/", "^src/data/"),
  { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
];
