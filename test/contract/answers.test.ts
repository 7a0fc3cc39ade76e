import { describe, expect, test } from "vitest";
import type { Message, Person, Where } from "../../src/sandbox/driver.ts";
import { onEveryPlatform } from "./platforms.ts";

const TEAM: Where = { in: "#team" };

onEveryPlatform((stage) => {
  const person = (name: string) => stage.platform.person(name);
  const until = <T>(what: () => T | undefined | null | false) => stage.platform.until(what);
  const saying = (who: Person, text: string, where?: Where) =>
    until(() => who.messages(where).findLast((one) => one.by.isBot && one.text.includes(text)));
  const counting = (who: Person, text: string, where?: Where) =>
    who.messages(where).filter((one) => one.text.includes(text)).length;
  const labels = (message: Message | undefined) => message?.buttons.map(({ label }) => label);
  /** The card that the command brings now: others like it stand there, and what was said before may come after it. */
  const carded = async (who: Person, where?: Where): Promise<Message> => {
    const before = new Set(who.messages(where).map(({ id }) => id));
    await who.command("/trial card", where);
    return until(() => who.messages(where).findLast((one) => !before.has(one.id) && labels(one)?.includes("Mark")));
  };

  describe("a command", () => {
    test("in the direct chat is answered there, with buttons", async () => {
      const li = person("li");
      expect(await li.command("/trial card")).toEqual({ outcome: "answered" });
      const shown = await saying(li, "With text");
      expect(shown.lines).toContain("With text");
      expect(shown.lines).toContain("Small print");
      expect(shown.onlyYou).toBe(false);
      expect(labels(shown)).toEqual(["Mark", "Tell", "Ask", "Wait", "Fail"]);
    });

    test("in a channel is answered to the person alone, also where the bot is not", async () => {
      const [emma, li] = [person("emma"), person("li")];
      for (const channel of stage.platform.hearsEverywhere ? ["#team", "#deals"] : ["#team"]) {
        await emma.command("/trial card", { in: channel });
        const shown = await saying(emma, "With text", { in: channel });
        expect(shown.onlyYou).toBe(true);
        expect(shown.lines).toContain("With text");
        expect(counting(li, "With text", { in: channel })).toBe(0);
      }
    });

    test.skipIf(!stage.platform.hearsEverywhere)("in a chat of two people is not read by the other", async () => {
      const [emma, li] = [person("emma"), person("li")];
      await emma.command("/trial show between us", { in: "@li" });
      expect(await saying(emma, "between us", { in: "@li" })).toMatchObject({ onlyYou: true });
      expect(counting(li, "between us", { in: "@emma" })).toBe(0);
    });

    test("meant for all is seen by all", async () => {
      await person("emma").command("/trial all", TEAM);
      await saying(person("li"), "For everyone", TEAM);
    });

    test("that breaks is answered with an apology and a reference, in the person's language", async () => {
      await person("li").command("/trial throw");
      await until(() => /没有改动任何内容[\s\S]*R-[A-Z2-9]{6}/.test(person("li").last()?.text ?? ""));
      await person("emma").command("/trial throw");
      await until(() => /Nothing was changed[\s\S]*R-[A-Z2-9]{6}/.test(person("emma").last()?.text ?? ""));
    });

    test("that is refused says what did not happen, why and what to do", async () => {
      await person("emma").command("/trial refuse");
      expect((await saying(person("emma"), "Not done")).text).toContain("Try later.");
    });

    test("that takes long is answered at once, and the result takes the place of the note", async () => {
      const emma = person("emma");
      const asked = stage.impatiently(() => emma.command("/trial slow"));
      const note = await saying(emma, "Saving…");
      await stage.trial.release();
      expect(await asked).toEqual({ outcome: "answered" });
      const result = await saying(emma, "Done at last");
      expect(result.id).toBe(note.id);
      expect(counting(emma, "Saving…")).toBe(0);
    });

    test("that takes long in a channel leaves no note standing there", async () => {
      const emma = person("emma");
      const asked = stage.impatiently(() => emma.command("/trial slow", TEAM));
      await stage.trial.release();
      expect(await asked).toEqual({ outcome: "answered" });
      expect((await saying(emma, "Done at last", TEAM)).onlyYou).toBe(true);
      expect(counting(emma, "Saving…", TEAM)).toBe(0);
    });

    test("whose form comes late offers it by a button, with what was known", async () => {
      const emma = person("emma");
      const asked = stage.impatiently(() => emma.command("/trial slow form"));
      await saying(emma, "Saving…");
      await stage.trial.release();
      expect(await asked).toEqual({ outcome: "answered" });
      const offer = await until(() => emma.messages().find((one) => labels(one)?.includes("Open the form")));
      await emma.press(offer, "Open the form");
      expect((await until(() => emma.form())).fields[0]?.value).toBe("kept");
      await emma.close();
    });

    test("that nobody knows is answered with what can be said", async () => {
      await person("emma").say("what now");
      await saying(person("emma"), "I do not know");
    });
  });

  describe("a press", () => {
    test("turns the card into another", async () => {
      const li = person("li");
      const card = await carded(li);
      await li.press(card, "Mark", { confirm: true });
      await until(() =>
        li
          .messages()
          .find((one) => one.id === card.id)
          ?.text.includes("Marked"),
      );
      expect(labels(li.messages().find((one) => one.id === card.id))).toEqual([]);
    });

    test("of a button that nobody handles any more is answered in words, and does nothing", async () => {
      const [emma, before] = [person("emma"), stage.trial.pressed.length];
      const buttons = [{ label: "Long gone", press: { action: "trial.longGone", payload: {} } }];
      const card = { tone: "plain", title: "An old card", plain: "An old card", buttons } as const;
      const target = { workspace: stage.platform.workspace, place: stage.platform.placeId("team") };
      await stage.port.post(target, { card, key: "k-old", mention: () => undefined });
      expect(await emma.press(await saying(emma, "An old card", TEAM), "Long gone")).toEqual({ outcome: "answered" });
      await saying(emma, "This button no longer works", TEAM);
      expect(stage.trial.pressed.length).toBe(before);
    });

    test("that is not confirmed does nothing", async () => {
      const li = person("li");
      const card = await carded(li);
      const before = stage.trial.pressed.length;
      expect(await li.press(card, "Mark", { confirm: false })).toEqual({ outcome: "withdrawn" });
      expect(stage.trial.pressed.length).toBe(before);
    });

    test("on a card that only one person sees turns that card", async () => {
      const emma = person("emma");
      const card = await carded(emma, TEAM);
      await emma.press(card, "Mark");
      await until(() =>
        emma
          .messages(TEAM)
          .find((one) => one.id === card.id)
          ?.text.includes("Marked"),
      );
    });

    test("is answered to the person alone in a channel, to all when it is meant for all", async () => {
      const [emma, li] = [person("emma"), person("li")];
      const card = await carded(emma, TEAM);
      await emma.press(card, "Tell");
      expect((await saying(emma, "Told you", TEAM)).onlyYou).toBe(true);
      expect(counting(li, "Told you", TEAM)).toBe(0);
      await emma.choose(card, stageMenu(card), "Shout");
      expect((await saying(li, "Told all", TEAM)).onlyYou).toBe(false);
    });

    test("on a card that is out of date brings it up to date and says so", async () => {
      const li = person("li");
      const card = await carded(li);
      await li.choose(card, stageMenu(card), "Stale");
      await until(() =>
        li
          .messages()
          .find((one) => one.id === card.id)
          ?.text.includes("As it is now"),
      );
      await saying(li, "已经决定过了");
    });

    test("that breaks leaves the card and apologizes", async () => {
      const li = person("li");
      const card = await carded(li);
      await li.press(card, "Fail");
      await until(() => li.last()?.id !== card.id && /R-[A-Z2-9]{6}/.test(li.last()?.text ?? ""));
      expect(labels(li.messages().find((one) => one.id === card.id))).toContain("Fail");
    });

    test("that takes long is answered at once; the result takes the note's place in the direct chat", async () => {
      const li = person("li");
      const card = await carded(li);
      await stage.impatiently(() => li.press(card, "Wait"));
      const note = await saying(li, "正在保存…");
      await stage.trial.release();
      expect((await saying(li, "Waited for")).id).toBe(note.id);
    });

    test("that takes long in a channel is answered there", async () => {
      const emma = person("emma");
      const card = await carded(emma, TEAM);
      const before = counting(emma, "Waited for", TEAM);
      await stage.impatiently(() => emma.press(card, "Wait"));
      await stage.trial.release();
      await until(() => counting(emma, "Waited for", TEAM) > before);
      expect((await saying(emma, "Waited for", TEAM)).onlyYou).toBe(true);
      expect(counting(emma, "Saving…", TEAM)).toBe(0);
    });

    test("opens a form whose result takes the place of the card", async () => {
      const li = person("li");
      const card = await carded(li);
      await li.press(card, "Ask");
      await until(() => li.form());
      await li.fill({ Line: "x" });
      await li.submit();
      await until(() =>
        li
          .messages()
          .find((one) => one.id === card.id)
          ?.text.includes("Replaced by the form"),
      );
      await saying(li, "And said");
      expect(li.form()).toBeUndefined();
    });

    test("on Home is done, and Home shows how it is now", async () => {
      const emma = person("emma");
      await emma.openHome();
      await until(() => emma.home()?.buttons.length);
      const before = stage.trial.pressed.length;
      expect(await emma.press("home", "Mark")).toEqual({ outcome: "answered" });
      await until(() => stage.trial.pressed.length === before + 1);
    });
  });

  describe("words", () => {
    test("in the direct chat are heard, in Chinese and English, with and without the slash", async () => {
      const li = person("li");
      for (const typed of ["trial show ones", "/trial show twos", "试 show trees", "／试　show four"] as const) {
        await li.say(typed);
        await saying(li, typed.slice(-4));
      }
    });

    test("that mention the bot in a channel are heard once", async () => {
      const emma = person("emma");
      const before = stage.trial.heard.length;
      await emma.say("@Rapport trial show heard", TEAM);
      await until(() => emma.messages(TEAM).some((one) => one.onlyYou && one.text.includes("heard")));
      await stage.platform.quiet();
      expect(stage.trial.heard.slice(before).map(({ text }) => text)).toEqual(["show heard"]);
    });

    test("that mention the bot in a thread are answered in the thread, where that can be done for one person alone", async () => {
      const emma = person("emma");
      const first = await emma.say("Lunch?", TEAM);
      await emma.say("@Rapport trial show here", { ...TEAM, thread: first });
      const where = stage.platform.whispersInThreads ? { ...TEAM, thread: first } : TEAM;
      await until(() => emma.messages(where).some((one) => one.onlyYou && one.text.includes("here")));
    });

    test("among people are left alone", async () => {
      const [emma, before] = [person("emma"), stage.trial.heard.length];
      const first = await emma.say("trial card", TEAM);
      await emma.say("trial card", { ...TEAM, thread: first });
      await stage.platform.quiet();
      expect(stage.trial.heard.length).toBe(before);
      expect(emma.messages({ ...TEAM, thread: first }).length).toBeLessThanOrEqual(2);
    });
  });

  test("Home shows what the features have for this person", async () => {
    const li = person("li");
    await li.openHome();
    await until(() => li.home()?.lines.some((line) => line.includes("Home of li")));
    expect(li.home()?.buttons.map(({ label }) => label)).toEqual(["Mark"]);
  });

  test("nothing a person did went without an answer, and what changed was marked as answered", async () => {
    await stage.platform.quiet();
    expect(stage.platform.unanswered()).toBe(0);
    await expect.poll(() => stage.answered()).toBe(await stage.audited());
  });

  test("who leaves the platform is closed", async () => {
    await stage.platform.leave("wang");
    await expect.poll(() => stage.trial.left.length).toBe(1);
  });
});

const stageMenu = (message: Message): string => message.menus[0]?.id ?? "";
