import { beforeEach, describe, expect, test } from "vitest";
import type { UploadedFile } from "../../src/chat/form.ts";
import type { Person, Where } from "../../src/sandbox/driver.ts";
import { onEveryPlatform } from "./platforms.ts";

const TEAM: Where = { in: "#team" };

onEveryPlatform((stage) => {
  const until = <T>(what: () => T | undefined | null | false) => stage.platform.until(what);
  const saying = (who: Person, text: string, where?: Where) =>
    until(() => who.messages(where).findLast((one) => one.by.isBot && one.text.includes(text)));
  const opened = async (who: Person, typed: string, where?: Where) => {
    await who.command(`/trial ${typed}`, where);
    return until(() => who.form());
  };
  const field = (who: Person, label: string) => who.form()?.fields.find((one) => one.label.startsWith(label));
  let emma: Person;
  beforeEach(async () => {
    emma = stage.platform.person("emma");
    if (emma.form()) await emma.close({ all: true });
  });

  test("every kind of field comes back as what was entered", async () => {
    const { fields, title, lines } = await opened(emma, "form");
    expect(title).toBe("Every field");
    expect(lines.join("\n")).toContain("About first");
    expect(fields.map(({ label }) => label)).toEqual([
      "Words",
      "Count",
      "Price (CNY)",
      "Day",
      "Moment",
      "Colour",
      "Fruits",
      "Found",
      "Friends",
      "Boss",
      "Paper",
      "Sure",
      "Channel",
    ]);
    const paper = stage.platform.file("emma", { name: "sheet.csv", content: "a,b\n1,2\n" });
    await emma.fill({
      Words: "what was said",
      Count: 12,
      "Price (CNY)": "1,200.50",
      Day: "2026-12-02",
      Moment: "2026-12-02 14:30",
      Colour: "Blue",
      Fruits: ["Apple", "Plum"],
      Found: "宏达机电",
      Friends: ["@li", "@zoe"],
      Boss: "@wang",
      Paper: [paper],
      Sure: true,
      Channel: "#team",
    });
    expect(await emma.submit()).toEqual({ outcome: "answered" });
    await saying(emma, "Saved first");
    const values = stage.trial.submitted.at(-1);
    const { platform } = stage;
    const one = (name: string, member: unknown) => ({
      identity: { platform: platform.name, workspace: platform.workspace, user: platform.userId(name) },
      member,
    });
    expect(values).toMatchObject({
      words: "what was said",
      count: 12,
      price: { minor: 120050n, currency: "CNY" },
      day: "2026-12-02",
      moment: new Date("2026-12-02T14:30:00+08:00"),
      colour: "blue",
      fruits: ["apple", "plum"],
      found: "宏达机电",
      friends: [one("li", expect.any(String)), one("zoe", null)],
      boss: [one("wang", expect.any(String))],
      sure: true,
      channel: platform.placeId("team"),
    });
    const [given] = (values?.paper ?? []) as UploadedFile[];
    expect(given?.name).toBe("sheet.csv");
    expect((await given?.read(1000))?.toString()).toBe("a,b\n1,2\n");
  });

  test("what is left out is not there, and a check is false", async () => {
    await opened(emma, "form");
    await emma.fill({ Words: "only this" });
    await emma.submit();
    await saying(emma, "Saved first");
    const values = stage.trial.submitted.at(-1);
    expect(values).toMatchObject({ words: "only this", sure: false });
    expect(Object.entries(values ?? {}).filter(([, value]) => value !== undefined)).toHaveLength(2);
  });

  test("a form opens with what is known, and with a message at its field", async () => {
    const form = await opened(emma, "seeded");
    const shown = Object.fromEntries(form.fields.map(({ label, shown }) => [label, shown]));
    expect(shown).toMatchObject({ Words: "known words", Count: "3", Colour: "Blue", Fruits: "Pear", Found: "华信" });
    expect(field(emma, "Day")?.value).toBe("2026-11-20");
    expect(form.lines.join("\n")).toContain("This day is past");
    await emma.submit();
    await saying(emma, "Saved seeded");
    expect(stage.trial.submitted.at(-1)).toMatchObject({
      words: "known words",
      colour: "blue",
      fruits: ["pear"],
      sure: true,
    });
  });

  test("choices are searched for while typing", async () => {
    await opened(emma, "form");
    const found = async (query: string) => (await emma.suggestions("Found", query)).map(({ label }) => label);
    expect(await found("")).toHaveLength(3);
    expect(await found("hong")).toEqual(["Hongda Motors"]);
    expect(await found("nobody")).toEqual([]);
  });

  describe("a mistake", () => {
    test("at a field keeps the form open, with what was typed, and can be mended", async () => {
      await opened(emma, "small fix");
      await emma.fill({ Line: "bad" });
      await emma.submit();
      await until(() => field(emma, "Line")?.error === "Not this line");
      expect(field(emma, "Line")?.value).toBe("bad");
      await emma.fill({ Line: "good" });
      await emma.submit();
      await saying(emma, "Noted good");
    });

    test("in the form as a whole stands at its top, with what was typed", async () => {
      await opened(emma, "small fix all");
      await emma.fill({ Line: "bad" });
      await emma.submit();
      await until(() => emma.form()?.lines.join("\n").includes("Not like this"));
      expect(emma.form()?.lines.join("\n")).toContain("Nor this");
      expect(field(emma, "Line")?.value).toBe("bad");
      await emma.fill({ Line: "good" });
      await emma.submit();
      await until(() => emma.form() === undefined);
    });

    test("that comes late keeps what was typed too", async () => {
      await opened(emma, "small slow fix");
      await emma.fill({ Line: "bad" });
      await stage.impatiently(() => emma.submit());
      await until(() => stage.platform.formSays(emma).includes("Saving…"));
      await stage.trial.release();
      await until(() => stage.platform.formSays(emma).includes("Not this line"));
      expect(field(emma, "Line")?.value).toBe("bad");
    });

    test("of ours keeps the form open with an apology, and the same can be sent again", async () => {
      await opened(emma, "small throw");
      await emma.fill({ Line: "anything" });
      await emma.submit();
      const reference = /R-[A-Z2-9]{6}/;
      const first = await until(() => reference.exec(emma.form()?.lines.join("\n") ?? "")?.[0]);
      expect(field(emma, "Line")?.value).toBe("anything");
      await emma.submit();
      await until(() => {
        const now = reference.exec(emma.form()?.lines.join("\n") ?? "")?.[0];
        return now !== undefined && now !== first;
      });
      await emma.fill({ Line: "good" });
      await emma.submit();
      await until(() => emma.form() === undefined);
    });

    test("a place in which the bot is not is said at its field, and nothing is saved", async () => {
      const before = stage.trial.submitted.length;
      await opened(emma, "form");
      await emma.fill({ Words: "w", Channel: "#team" });
      await stage.platform.seatBot("team", false);
      await emma.submit();
      const told = await until(() => field(emma, "Channel")?.error);
      expect(told).toMatch(/Rapport/);
      expect(stage.trial.submitted).toHaveLength(before);
      await stage.platform.seatBot("team", true);
      await emma.submit();
      await saying(emma, "Saved first");
    });

    test("a place that the platform does not tell of is taken", async () => {
      stage.platform.trouble.loseSight();
      const { workspace } = stage.platform;
      expect(await stage.port.placeProblem({ workspace, place: stage.platform.placeId("deals") })).toBeUndefined();
      stage.platform.trouble.clear();
    });

    test("an option that is gone by then is said at its field", async () => {
      await opened(emma, "form");
      await emma.fill({ Words: "w", Colour: "Red" });
      const [red] = stage.trial.colours.splice(0, 1);
      await emma.submit();
      await until(() => field(emma, "Colour")?.error);
      if (red) stage.trial.colours.unshift(red);
    });
  });

  test("a form leads to another, which does not inherit what was typed", async () => {
    await opened(emma, "small ask");
    await emma.fill({ Line: "x" });
    await emma.submit();
    await until(() => emma.form()?.title === "Every field");
    expect(field(emma, "Words")?.value).toBe("from the first");
    await emma.submit();
    await saying(emma, "Saved second");
  });

  test("a refusal closes the form and is said where it was opened", async () => {
    await opened(emma, "small refuse", TEAM);
    await emma.fill({ Line: "x" });
    await emma.submit();
    expect((await saying(emma, "Try later.", TEAM)).onlyYou).toBe(true);
    expect(emma.form()).toBeUndefined();
  });

  test("an answer for all is seen by all", async () => {
    await opened(emma, "small all", TEAM);
    await emma.fill({ Line: "x" });
    await emma.submit();
    await saying(stage.platform.person("li"), "For everyone", TEAM);
  });

  test("a submit that takes long says so in the form, then what came of it, there and in the chat", async () => {
    await opened(emma, "small slow");
    await emma.fill({ Line: "patience" });
    expect(await stage.impatiently(() => emma.submit())).toEqual({ outcome: "answered" });
    await until(() => stage.platform.formSays(emma).includes("Saving…"));
    await stage.trial.release();
    await until(() => stage.platform.formSays(emma).includes("Noted patience"));
    expect(emma.form()?.submit).toBeUndefined();
    await saying(emma, "Noted patience");
  });

  test("a submit that takes long and comes to another form goes on to it where it stands", async () => {
    await opened(emma, "small slow ask");
    await emma.fill({ Line: "onward" });
    await stage.impatiently(() => emma.submit());
    await until(() => stage.platform.formSays(emma).includes("Saving…"));
    const offers = () =>
      emma.messages().filter(({ buttons }) => buttons.some(({ label }) => label === "Open the form"));
    const before = offers().length;
    await stage.trial.release();
    await until(() => emma.form()?.title === "Every field");
    expect(field(emma, "Words")?.value).toBe("from the first");
    await emma.fill({ Words: "gone on with", Sure: true });
    await emma.submit();
    await saying(emma, "Saved second");
    expect(offers()).toHaveLength(before);
  });

  test("a submit whose form was closed before the next one came still leads to it", async () => {
    await opened(emma, "small slow ask");
    await emma.fill({ Line: "onward" });
    await stage.impatiently(() => emma.submit());
    await until(() => stage.platform.formSays(emma).includes("Saving…"));
    await emma.close();
    await stage.trial.release();
    // A form that is a card of the chat becomes the next one there; for a window that was closed the chat has a button.
    const offer = () => emma.messages().find(({ buttons }) => buttons.some(({ label }) => label === "Open the form"));
    const led = await until(() => stage.platform.formSays(emma).includes("About second") || offer());
    if (led === true) return;
    await emma.press(led, "Open the form");
    await until(() => emma.form()?.title === "Every field");
    await emma.close();
  });

  test("a submit whose form was closed meanwhile is answered in the chat", async () => {
    await opened(emma, "small slow");
    await emma.fill({ Line: "gone away" });
    await stage.impatiently(() => emma.submit());
    if (emma.form()) await emma.close();
    await stage.trial.release();
    await saying(emma, "Noted gone away");
  });

  test("a form sent 40 minutes later is taken, and answered where it was opened", async () => {
    await opened(emma, "small good", TEAM);
    stage.clock.moveTo(new Date(stage.clock.now().getTime() + 40 * 60_000));
    await emma.fill({ Line: "late but here" });
    expect(await emma.submit()).toEqual({ outcome: "answered" });
    expect((await saying(emma, "Noted late but here", TEAM)).onlyYou).toBe(true);
  });

  test("every answer was given once", async () => {
    await stage.platform.quiet();
    await expect.poll(() => stage.answered()).toBe((await stage.audited()) + stage.trial.submitted.length);
  });
});
