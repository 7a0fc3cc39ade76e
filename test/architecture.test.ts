import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { PLACES as CONTACT_PLACES, STAYING as CONTACT_STAYING } from "../src/features/joining/rules.ts";
import { BONDS, PLACES, STAYING, TIES } from "../src/features/merging/rules.ts";
import { cruiseSource } from "./architecture/cruise.ts";
import { filesOf, findings, functionLength, impurity, parse, platformWord, sourcesOf } from "./architecture/source.ts";

const sources = sourcesOf("src");
const within = (...folders: string[]) =>
  sources.filter(({ file }) => folders.some((folder) => file.startsWith(folder)));
const features = readdirSync("src/features", { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe("imports", () => {
  test("keep to the table of who may use what", async () => {
    const { modules, broken } = await cruiseSource(process.cwd());
    expect(modules).toBeGreaterThan(50);
    expect(broken).toEqual([]);
  }, 60_000);

  const planted: readonly (readonly [rule: string, file: string, code: string])[] = [
    ["core", "core/a.ts", `import "../domain/a.ts";`],
    ["domain", "domain/a.ts", `import type { A } from "../chat/a.ts";`],
    ["chat", "chat/a.ts", `import type { A } from "../features/one/rules.ts";`],
    ["platforms", "platforms/slack/a.ts", `import "../feishu/a.ts";`],
    ["sheets", "sheets/a.ts", `import "../data/a.ts";`],
    ["csv-at-home", "features/one/rules.ts", `import "csv-parse";`],
    ["sandbox", "sandbox/a.ts", `import "../platforms/slack/a.ts";`],
    ["jobs-and-data", "data/a.ts", `import "../notify/a.ts";`],
    ["notify", "notify/a.ts", `import "../features/one/store.ts";`],
    ["features", "features/two/handlers.ts", `import "../one/store.ts";`],
    ["features", "features/two/cards.ts", `import "../../data/a.ts";`],
    ["stores", "features/two/store.ts", `import "../../platforms/slack/a.ts";`],
    ["feature-list", "features/index.ts", `import "./one/store.ts";`],
    ["pure-rules", "features/two/rules.ts", `import { store } from "./store.ts";\nstore();`],
    ["pure-rules-types", "features/two/rules.ts", `import type { A } from "../../notify/a.ts";`],
    ["pure-rules-no-machine", "features/two/rules.ts", `import "node:fs";`],
    ["slack-at-home", "notify/a.ts", `import "@slack/web-api";`],
    ["slack-types-alone", "sandbox/a.ts", `import { x } from "@slack/types";\nx();`],
    ["slack-at-home", "chat/a.ts", `import type { View } from "@slack/types";`],
    ["jobs-at-home", "features/one/jobs.ts", `import "node-schedule";`],
    ["jobs-at-home", "data/a.ts", `import "pg-boss";`],
    ["prisma-at-home", "features/one/store.ts", `import "@prisma/client";`],
    ["no-cycles", "core/a.ts", `import "./b.ts";`],
    ["no-cycles", "core/a.ts", `import type { B } from "./b.ts";`],
  ];
  test.each(planted)("%s is broken by %s: %s", async (rule, file, code) => {
    const house = await mkdtemp(path.join(tmpdir(), "rapport-planted-"));
    try {
      const ground = ["core", "domain", "chat", "platforms/slack", "platforms/feishu", "sandbox", "data", "notify"];
      for (const folder of ground) plant(house, `${folder}/a.ts`, "export type A = 1;\n");
      for (const name of ["rules", "store", "public"]) {
        plant(house, `features/one/${name}.ts`, "export type A = 1;\n");
        plant(house, `features/two/${name}.ts`, "export const store = () => 1;\n");
      }
      plant(house, "core/b.ts", `import type { A } from "./a.ts";\nexport type B = A;\n`);
      plant(house, file, `${code}\nexport type A = 1;\n`);
      symlinkSync(path.resolve("node_modules"), path.join(house, "node_modules"));
      const { broken } = await cruiseSource(house);
      expect(broken.map((said) => said.split(":")[0])).toContain(rule);
    } finally {
      await rm(house, { recursive: true });
    }
  });

  const plant = (house: string, file: string, code: string): void => {
    mkdirSync(path.dirname(path.join(house, "src", file)), { recursive: true });
    writeFileSync(path.join(house, "src", file), code);
  };
});

describe("names", () => {
  const OF_A_FEATURE = ["index", "rules", "store", "forms", "cards", "handlers", "texts", "jobs", "public"];
  test.each(features.map(({ name }) => name))("the feature %s has no files but those a feature may have", (name) => {
    const allowed = OF_A_FEATURE.map((file) => `src/features/${name}/${file}.ts`);
    expect(filesOf(`src/features/${name}`).filter((file) => !allowed.includes(file))).toEqual([]);
  });

  const OF_A_PLATFORM = ["index", "inbound", "outbound", "render-form", "render-card", "render-home"].concat([
    "people",
    "errors",
    "limits",
  ]);
  test.each(readdirSync("src/platforms"))("the platform %s has the files every platform has", (name) => {
    expect(readdirSync(`src/platforms/${name}`)).toEqual(
      expect.arrayContaining(OF_A_PLATFORM.map((file) => `${file}.ts`)),
    );
  });

  test("no file is called after nothing in particular", () => {
    const vague = /(?:^|[/-])(?:utils?|helpers?|common|misc|shared)(?:[-./]|$)/;
    expect(["src", "test", "prisma"].flatMap(filesOf).filter((file) => vague.test(file))).toEqual([]);
  });

  test("chat and features do not speak the language of a platform", () => {
    expect(findings(within("src/chat/", "src/features/"), platformWord)).toEqual([]);
  });
});

describe("purity", () => {
  const ALLOWED = ["src/core/clock.ts", "src/core/ids.ts", "src/config.ts"];
  test("only core/clock, core/ids and config read the clock, throw dice and ask the environment", () => {
    expect(findings(sources, (node, file) => (ALLOWED.includes(file) ? undefined : impurity(node)))).toEqual([]);
  });

  test("no type is talked out of being checked", () => {
    const twice = (node: ts.Node) =>
      ts.isAsExpression(node) && ts.isAsExpression(node.expression) ? node.getText() : undefined;
    expect(findings(sources, twice)).toEqual([]);
    const silenced = sources.filter(({ tree }) => /@ts-(?:ignore|expect-error|nocheck)/.test(tree.text));
    expect(silenced.map(({ file }) => file)).toEqual([]);
  });

  test("a store asks on somebody's behalf: the first thing it is given is a Scope", () => {
    // Codes are kept and given before it is known for which organization, or before there is one.
    const before = ["keepSetupCode", "organizationIn", "readCode", "countGuess"];
    const stores = sources.filter(({ file }) => /features[/][^/]+[/]store[.]ts$/.test(file));
    expect(findings(stores, unscoped).filter((said) => !before.some((name) => said.includes(name)))).toEqual([]);
  });

  test("a platform lacks nothing: no member of ChatPort is optional", () => {
    const members = findings(within("src/chat/port.ts"), (node) =>
      ts.isInterfaceDeclaration(node) && node.name.text === "ChatPort"
        ? node.members.map((member) => `${member.name?.getText()}${member.questionToken ? "?" : ""}`).join(" ")
        : undefined,
    );
    expect(members).toHaveLength(1);
    expect(members[0]).toContain("post");
    expect(members[0]).not.toContain("?");
  });
});

describe("customers that become one", () => {
  test("every column that speaks of a customer is known to merging: in PLACES it moves along, in STAYING it does not", () => {
    const found: string[] = [];
    for (const [, model = "", body = ""] of readFileSync("prisma/schema.prisma", "utf8").matchAll(
      /^model (\w+) \{\n(.*?)^\}/gms,
    )) {
      const relations = [...body.matchAll(/^\s+\w+\s+Customer\??\s.*fields: \[(\w+)\]/gm)].map(
        ([, column = ""]) => column,
      );
      const named = [...body.matchAll(/^\s+(\w*[cC]ustomerId)\s/gm)].map(([, column = ""]) => column);
      found.push(...new Set([...relations, ...named].map((column) => `${model}.${column}`)));
    }
    const known = [...PLACES.map(({ table, column }) => `${table}.${column}`), ...STAYING];
    expect(found.sort()).toEqual(known.sort());
  });

  test("every column that speaks of a contact is known to joining two of them", () => {
    const models = readFileSync("prisma/schema.prisma", "utf8").matchAll(/^model (\w+) \{\n(.*?)^\}/gms);
    const found = [...models].flatMap(([, model, body = ""]) =>
      [...body.matchAll(/^\s+(\w*[cC]ontactId)\s/gm)].map(([, column]) => `${model}.${column}`),
    );
    const known = [...CONTACT_PLACES.map(({ table, column }) => `${table}.${column}`), ...CONTACT_STAYING];
    expect(found.sort()).toEqual(known.sort());
  });

  test("every column by which what moves along speaks of something else that does is known to undoing a merge, in BONDS", () => {
    const models = readFileSync("prisma/schema.prisma", "utf8").matchAll(/^model (\w+) \{\n(.*?)^\}/gms);
    const moving = [...models].filter(([, model]) => PLACES.some(({ table, key }) => table === model && key === "id"));
    const found = moving.flatMap(([, model, body = ""]) =>
      [
        ...body.matchAll(
          /^\s+(contactId|activityId|(?:next)?[sS]tepId|dealId|feeId|careItemId|caseId|taskId|answerId)\s/gm,
        ),
      ].map(([, column]) => `${model}.${column}`),
    );
    // A reminder is looked at whole: it goes back with whatever it is of.
    const reminders = ["CareItem.contactId", "CareItem.nextStepId", "CareItem.activityId"];
    const known = [...BONDS.map(({ table, column }) => `${table}.${column}`), ...reminders];
    expect(found.toSorted()).toEqual(known.toSorted());
  });

  test("every table that ties a contact to something of a customer is known to undoing a merge, in TIES", () => {
    const models = readFileSync("prisma/schema.prisma", "utf8").matchAll(/^model (\w+) \{\n(.*?)^\}/gms);
    const tying = [...models].filter(
      ([, , body = ""]) =>
        /^\s+contactId\s/m.test(body) &&
        /^\s+(?!organizationId|contactId|id\b)\w+Id\s/m.test(body) &&
        !/^\s+customerId\s/m.test(body),
    );
    expect(tying.map(([, model]) => model).sort()).toEqual(
      TIES.flatMap(({ table, to }) => (to === "Contact" ? [table] : [])).sort(),
    );
  });
});

describe("size", () => {
  test("no file is longer than 300 lines", () => {
    const long = sources.map(({ file, tree }) => ({ file, lines: tree.text.trimEnd().split("\n").length }));
    expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  test("no function is longer than 50 lines", () => {
    const long = findings(sources, (node) => {
      const lines = functionLength(node) ?? 0;
      return lines > 50 ? `${lines} lines` : undefined;
    });
    expect(long).toEqual([]);
  });
});

describe("tests", () => {
  test("replace none of our own modules", () => {
    const replaced = (node: ts.Node) =>
      ts.isCallExpression(node) && /^vi\.(?:mock|doMock)$/.test(node.expression.getText()) ? node.getText() : undefined;
    expect(findings(sourcesOf("test"), replaced)).toEqual([]);
  });
});

/** The looks that everything above rests on find what they look for. */
describe("the looks themselves", () => {
  const look = (code: string, how: (node: ts.Node) => string | undefined) =>
    findings([{ file: "planted.ts", tree: parse("planted.ts", code) }], how);

  test.each(["Date.now()", "new Date()", "Math.random()", "process.env.X", "Date()", "performance.now()"])(
    "%s is impure",
    (code) => expect(look(code, impurity)).not.toEqual([]),
  );
  test.each(["new Date(0)", "clock.now()", "Math.max(1)", "process.pid"])("%s is pure", (code) =>
    expect(look(code, impurity)).toEqual([]),
  );
  test.each(["message.ts", "viewId", "const open_id = 1", "modalTitle()", "x.blocks"])("%s is a platform's", (code) =>
    expect(look(code, platformWord)).not.toEqual([]),
  );
  test.each(["facts", "blocked", "overview", "parts", "opened"])("%s is ours", (code) =>
    expect(look(code, platformWord)).toEqual([]),
  );
  test("a function is counted from its name to its last bracket", () => {
    const code = `const f = () => {\n${"  x();\n".repeat(49)}};`;
    expect(look(code, (node) => functionLength(node)?.toString())).toEqual(["planted.ts:1 51"]);
  });
  test("a store function without a Scope", () => {
    expect(look("export const all = (database: DatabaseHandle) => 1;", unscoped)).toHaveLength(1);
    expect(look("export async function all(scope: Scope) {}", unscoped)).toEqual([]);
  });
});

function unscoped(node: ts.Node): string | undefined {
  const exported =
    ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!exported) return undefined;
  const functions = ts.isVariableStatement(node)
    ? node.declarationList.declarations.map(({ initializer }) => initializer)
    : [node];
  const first = functions.filter((one) => one !== undefined && ts.isFunctionLike(one)).map((one) => one.parameters[0]);
  const bad = first.find((parameter) => !/^(?:Scope|Change)$/.test(parameter?.type?.getText() ?? ""));
  return bad || first.includes(undefined) ? node.getText().split("\n")[0] : undefined;
}
