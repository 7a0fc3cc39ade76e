import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filesOf } from "./architecture/source.ts";
import { withFigures } from "./bench/readme.ts";

/** The cells of every table row of a page, its headers and rules aside. */
const rowsOf = (page: string): string[][] =>
  readFileSync(page, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (?:---|package|English)/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
const json = (file: string) => JSON.parse(readFileSync(file, "utf8"));

describe("docs/dependencies.md", () => {
  const rows = rowsOf("docs/dependencies.md");
  const { dependencies, devDependencies } = json("package.json");

  test("names every dependency, those at work first, and none that is not there", () => {
    expect(rows.map(([name]) => name)).toEqual([
      ...Object.keys(dependencies).sort(),
      ...Object.keys(devDependencies).sort(),
    ]);
  });

  test("gives the licence each package carries", () => {
    const carried = rows.map(([name]) => [name, json(`node_modules/${name}/package.json`).license]);
    expect(rows.map(([name, licence]) => [name, licence])).toEqual(carried);
  });

  test("says for each why it is there and what would be instead", () => {
    expect(rows.filter((row) => row.length !== 5 || row.includes("")).map(([name]) => name)).toEqual([]);
  });

  test("versions are exact, or the package is here: the same code today and in a year", () => {
    const all: Record<string, string> = { ...dependencies, ...devDependencies };
    expect(Object.entries(all).filter(([, version]) => !/^(?:\d|file:)/.test(version))).toEqual([]);
  });
});

describe("package-lock.json", () => {
  const packages: Record<string, { version?: string; resolved?: string; link?: boolean }> =
    json("package-lock.json").packages;
  const REGISTRY = "https://registry.npmjs.org/";
  const OURS = "prisma/no-download";

  test("has nothing from elsewhere than the npm registry and this repository", () => {
    const elsewhere = Object.entries(packages).filter(([, { version, resolved = REGISTRY, link = false }]) =>
      link ? resolved !== OURS : !resolved.startsWith(REGISTRY) || !/^\d/.test(version ?? ""),
    );
    expect(elsewhere).toEqual([]);
    expect(readFileSync(".npmrc", "utf8")).not.toMatch(/registry/i);
  });
});

describe.each(["docs/feishu.md", "docs/feishu.zh.md"])("%s", (page) => {
  const text = readFileSync(page, "utf8");
  const { scopes, events, callbacks } = json("manifests/feishu.json");

  test("imports the scopes of the manifest, and names its events and callbacks", () => {
    const block = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
    expect(JSON.parse(block)).toEqual({ scopes });
    const named = [...events.items.tenant, ...callbacks.items].filter((name: string) => text.includes(`\`${name}\``));
    expect(named).toEqual([...events.items.tenant, ...callbacks.items]);
  });

  test("tells the same steps and mistakes as the other language", () => {
    const other = readFileSync(page === "docs/feishu.md" ? "docs/feishu.zh.md" : "docs/feishu.md", "utf8");
    const outline = (of: string) => of.split("\n").map((line) => /^ *(?:\d+\.|##|\|(?= `|-))/.exec(line)?.[0] ?? "");
    const count = (of: string) => outline(of).filter((mark) => mark !== "");
    expect(count(text)).toEqual(count(other));
    expect(text.match(/\b\d{5,}\b/g)?.sort()).toEqual(other.match(/(?<!\d)\d{5,}(?!\d)/g)?.sort());
  });
});

describe("docs/administration.md and .zh.md", () => {
  const LABEL = /(?<!\*)\*([^*\n]+)\*(?!\*)/g;
  /** What a page says under each of its headings. */
  const partsOf = (page: string) =>
    readFileSync(page, "utf8")
      .split(/^(?=#+ )/m)
      .map((text) => {
        const all = (pattern: RegExp, of = text) => [...of.matchAll(pattern)].map(([whole, inner]) => inner ?? whole);
        const rows = all(/^\|.*/gm);
        const figures = (of: string) =>
          all(/\d+(?:[,.:]\d+)*/g, of.replace(/\]\([^)]*\)|`[^`]*`|\d+ 月/g, "").replace(LABEL, ""));
        return {
          heading: all(/^#+ .*/gm)[0] ?? "",
          labels: all(LABEL),
          said: {
            level: /^#+/.exec(text)?.[0],
            steps: all(/^(?:\d+\.|-) /gm),
            // Of the table of figures each with what is delivered, and whether a segment has its own.
            rows: rows.map((row) => [row.split("|").length, row.includes("◦"), figures(row)]),
            commands: [...new Set(all(/`(\/[a-z]+|npm run rapport -- [a-z]+|--[a-z-]+)/g))].sort(),
            figures: figures(text).sort(),
            labels: all(LABEL).length,
            bold: all(/\*\*[^*\n]+\*\*/g).length,
            links: all(/\]\(([^)#]*)/g).map((to) => to.replace(".zh.md", ".md").replace("administration.md", "")),
          },
        };
      });
  const [english, chinese] = [partsOf("docs/administration.md"), partsOf("docs/administration.zh.md")];

  test("tell the same under the same headings: steps, tables, commands, figures and settings", () => {
    expect(chinese).toHaveLength(english.length);
    for (const [n, { heading, said }] of english.entries())
      expect({ heading, ...chinese[n]?.said }).toEqual({ heading, ...said });
  });

  test("name buttons and fields as they are called", () => {
    const ours = filesOf("src").filter((file) => file.endsWith(".ts") && !file.includes("/generated/"));
    const code = ours.map((file) => readFileSync(file, "utf8")).join("\n");
    // Those of the platforms, and those with a number in them.
    const others = [
      ...["Bots", "Data range of contacts", "Enter 2027", "Make these teams", "8 Mar"],
      ...["群机器人", "通讯录权限范围", "录入 2027 年", "建这些团队", "3月8日"],
    ];
    const named = [...english, ...chinese].flatMap(({ labels }) => labels);
    expect(named.filter((label) => !others.includes(label) && !code.includes(label))).toEqual([]);
  });
});

describe("docs/traps.md", () => {
  const rows = rowsOf("docs/traps.md").filter(([trap]) => trap !== "trap");

  test("names every trap in turn, with what is done and the tests that show it", () => {
    const wanted = [
      ...Array.from({ length: 16 }, (_, n) => `G${n + 1}`),
      ...Array.from({ length: 9 }, (_, n) => `S${n + 1}`),
    ];
    expect(rows.map(([trap]) => trap)).toEqual(wanted);
    expect(rows.filter((row) => row.length !== 4 || row.includes("")).map(([trap]) => trap)).toEqual([]);
  });

  test("each test it names is there", () => {
    const shown = readFileSync("docs/traps.md", "utf8").matchAll(/`(test\/[^`]+)`((?:,? "[^"]+")+)/g);
    const named = [...shown].flatMap(([, file = "", names = ""]) =>
      [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => ({ file, name })),
    );
    expect(named.length).toBeGreaterThan(rows.length);
    expect(named.filter(({ file, name }) => !readFileSync(file, "utf8").includes(`"${name}"`))).toEqual([]);
  });
});

describe(".ci/run", () => {
  test("runs every part of npm run check", () => {
    const { scripts } = json("package.json");
    const [run, readme] = [readFileSync(".ci/run", "utf8"), readFileSync(".ci/readme-commands", "utf8")];
    const parts: string[] = scripts.check.split(" && ");
    expect(parts).toEqual(["npm run check:still", "npm test"]);
    expect(run).toContain(`\n${parts[0]}\n`);
    expect(run).toContain(".ci/readme-commands");
    expect(readme).toContain(`npm ci && ${parts[1]}`);
  });
});

describe("docs/glossary.md", () => {
  const rows = rowsOf("docs/glossary.md");
  const code = [
    readFileSync("prisma/schema.prisma", "utf8"),
    ...filesOf("src")
      .filter((file) => file.endsWith(".ts") && !file.includes("/generated/"))
      .map((file) => readFileSync(file, "utf8")),
  ].join("\n");

  test.each(rows.filter(([, , name]) => name !== "–").map(([english, , name]) => [english, name?.replaceAll("`", "")]))(
    "%s is %s in the code",
    (_, name) => expect(code).toMatch(new RegExp(`\\b${name}\\b`)),
  );

  test("each word has its Chinese and its meaning, and means one thing", () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((row) => row.length !== 4 || row.includes(""))).toEqual([]);
    expect(rows.filter(([, chinese]) => !/\p{Script=Han}/u.test(chinese ?? ""))).toEqual([]);
    expect(new Set(rows.map(([english]) => english)).size).toBe(rows.length);
  });
});

test("README says of how fast it is what docs/bench.md says; else `npm run bench -- --readme` writes it anew", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(withFigures(readme, readFileSync("docs/bench.md", "utf8"))).toBe(readme);
});
