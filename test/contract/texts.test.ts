import { expect, test } from "vitest";
import type { Person } from "../../src/sandbox/driver.ts";
import { card } from "./feature.ts";
import { onEveryPlatform } from "./platforms.ts";

const NOBODY = () => undefined;

/** What people type, and how it must be read afterwards: the same, or without what hides or reverses text. */
const TEXTS: readonly [string, string, string?][] = [
  ["a call to everybody", "<!channel> <!here> @channel"],
  ["a mention", "<@U0000001> and <@U0000001|boss>"],
  ["a link in disguise", "<https://evil.example|your bank> <javascript:alert(1)|x>"],
  ["marks", "*bold* _it_ ~gone~ `code` ```block``` > quote & co"],
  ["an entity", "&lt;b&gt; &amp;"],
  ["a formula", '=HYPERLINK("http://evil.example","x")+1'],
  ["a colon word", "12:30:45 and :tada: and :100:"],
  ["emoji", "👩‍👩‍👧‍👦 👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ok"],
  ["Chinese and wide", "宏达机电（集团）　王总：可以！"],
  ["right to left", "שלום עולם مرحبا"],
  ["direction overrides", "abc\u202edef\u2066ghi", "abcdefghi"],
  ["controls", "a\u0000b\u0007c\u001bd", "abcd"],
  ["markup of other worlds", "<script>alert(1)</script> {{7*7}} '; DROP TABLE"],
];

onEveryPlatform((stage) => {
  const until = <T>(what: () => T | undefined | null | false) => stage.platform.until(what);
  const saying = (who: Person, text: string, where = {}) =>
    until(() => who.messages(where).findLast((one) => one.by.isBot && one.text.includes(text)));

  test.each(TEXTS)("%s typed into a form is shown as it was typed, everywhere", async (_, typed, read = typed) => {
    const emma = stage.platform.person("emma");
    await emma.command("/trial small good");
    await until(() => emma.form());
    await emma.fill({ Line: `${typed} ` });
    expect(await emma.submit()).toEqual({ outcome: "answered" });
    const shown = await saying(emma, read);
    expect(shown.plain.replaceAll("\u2060", "")).toContain(read);
  });

  test.each(TEXTS)("%s stands in a card's every part as it is", async (what, typed, read = typed) => {
    const emma = stage.platform.person("emma");
    const everywhere = card(typed, {
      tags: [typed],
      text: [typed, [{ bold: typed }, { quiet: typed }]],
      facts: [{ label: typed, value: typed }],
      lines: [{ text: typed, detail: typed }],
      timeline: [{ state: "done", text: typed }],
      footer: typed,
      table: { columns: [{ label: typed }], rows: [[typed]] },
    });
    const target = { workspace: stage.platform.workspace, place: stage.platform.placeId("team") };
    const { message } = await stage.port.post(target, { card: everywhere, key: `k-${what}`, mention: NOBODY });
    const shown = await until(() => emma.messages({ in: "#team" }).find(({ id }) => id === message));
    const counted = shown.lines.filter((line) => line.includes(read)).length;
    expect(counted).toBeGreaterThanOrEqual(7);
    expect(shown.tables[0]?.rows).toEqual([[read]]);
  });

  test("10,000 characters are shown, visibly cut", async () => {
    const emma = stage.platform.person("emma");
    const long = "长".repeat(10_000);
    await emma.say(`trial show ${long}`);
    const shown = await until(() => emma.messages().findLast((one) => one.by.isBot && one.text.includes("长长")));
    expect(shown.text).toContain("…");
    expect(shown.text.length).toBeGreaterThan(2500);
  });

  test("a card with too much of everything is shown, and says that there is more", async () => {
    const emma = stage.platform.person("emma");
    const many = (count: number) => Array.from({ length: count }, (_, index) => index);
    const huge = card("Too much", {
      text: many(20).map((index) => `${index} ${"words ".repeat(400)}`),
      facts: many(30).map((index) => ({ label: `fact ${index}`, value: "x".repeat(500) })),
      lines: many(200).map((index) => ({
        text: `line ${index}`,
        buttons: [{ label: `Do ${index}`, press: { action: "trial.tell", payload: { note: String(index) } } }],
      })),
      table: {
        columns: many(30).map((index) => ({ label: `c${index}` })),
        rows: many(500).map((row) => many(30).map((cell) => `${row}/${cell}`)),
      },
      chart: {
        kind: "funnel",
        title: "t".repeat(100),
        categories: many(40).map((index) => `category number ${index} of many`),
        series: [{ name: "s".repeat(50), values: many(40) }],
      },
      buttons: many(30).map((index) => ({
        label: `Button ${index} ${"long ".repeat(30)}`,
        press: { action: "trial.tell", payload: { note: `b${index}` } },
      })),
      menu: many(12).map((index) => ({
        label: `Menu ${index}`,
        press: { action: "trial.tell", payload: { note: `m${index}` } },
      })),
      footer: "small ".repeat(1000),
    });
    const target = { workspace: stage.platform.workspace, place: stage.platform.placeId("team") };
    const { message } = await stage.port.post(target, { card: huge, key: "k-huge", mention: NOBODY });
    const shown = await until(() => emma.messages({ in: "#team" }).find(({ id }) => id === message));
    expect(shown.lines.join("\n")).toMatch(/…and \d+ more/);
    expect(shown.buttons.length).toBeGreaterThan(20);
  });

  test("a Home with too much on it is shown, and says that there is more", async () => {
    const emma = stage.platform.person("emma");
    const identity = {
      platform: stage.platform.name,
      workspace: stage.platform.workspace,
      user: stage.platform.userId("emma"),
    };
    await emma.openHome();
    await until(() => emma.home()?.buttons.length);
    const one = (index: number) =>
      card(`Card ${index}`, {
        text: ["x".repeat(2000)],
        table: { columns: [{ label: "a" }, { label: "b" }], rows: [["1", "2"]] },
        chart: { kind: "bar", title: "Chart", categories: ["a", "b"], series: [{ name: "n", values: [1, 2] }] },
        buttons: [{ label: "Do", press: { action: "trial.tell", payload: { note: "h" } } }],
      });
    await stage.port.showHome(identity, {
      cards: Array.from({ length: 60 }, (_, index) => one(index)),
      mention: NOBODY,
    });
    await until(() => emma.home()?.lines.some((line) => /…and \d+ more/.test(line)));
    expect(emma.home()?.lines.join("\n")).toContain("a 1 → b 2");
  });
});
