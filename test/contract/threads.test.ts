import { describe, expect, test } from "vitest";
import type { Person, Where } from "../../src/sandbox/driver.ts";
import { onEveryPlatform } from "./platforms.ts";

const TEAM: Where = { in: "#team" };

onEveryPlatform((stage) => {
  const person = (name: string) => stage.platform.person(name);
  const until = <T>(what: () => T | undefined | null | false) => stage.platform.until(what);
  const saying = (who: Person, text: string, where?: Where) =>
    until(() => who.messages(where).findLast((one) => one.by.isBot && one.text.includes(text)));
  const counting = (who: Person, text: string, where?: Where) =>
    who.messages(where).filter((one) => one.text.includes(text)).length;

  describe("an answer that goes on in its thread", () => {
    test("has the rest of it there; a press on that is answered", async () => {
      const li = person("li");
      expect(await li.command("/trial threaded")).toEqual({ outcome: "answered" });
      const above = await saying(li, "Stands above");
      const below = await saying(li, "Stands below", { thread: above });
      expect(counting(li, "Stands below")).toBe(0);
      await li.press(below, "Tell");
      // In the thread, where the platform tells that it was pressed there.
      await until(() => [{ thread: above }, {}].some((where) => counting(li, "Told you", where) > 0));
      expect(counting(li, "Stands above")).toBe(1);
      expect(counting(li, "Stands below", { thread: above })).toBe(1);
    });

    test("has it for words, too, and in a channel for all; for one alone there it has none", async () => {
      const [emma, li] = [person("emma"), person("li")];
      await li.say("trial threaded");
      const above = await until(() => li.messages().filter((one) => one.text.includes("Stands above"))[1]);
      await saying(li, "Stands below", { thread: above });
      await emma.command("/trial all threaded", TEAM);
      const open = await saying(li, "Above for all", TEAM);
      await saying(li, "Below for all", { ...TEAM, thread: open });
      await emma.command("/trial threaded", TEAM);
      expect((await saying(emma, "Stands above", TEAM)).onlyYou).toBe(true);
      await stage.platform.quiet();
      for (const who of [emma, li]) expect(counting(who, "Stands below", TEAM)).toBe(0);
    });

    test("that takes long has it below the note that became the answer", async () => {
      const emma = person("emma");
      const asked = stage.impatiently(() => emma.command("/trial slow threaded"));
      const note = await saying(emma, "Saving…");
      await stage.trial.release();
      expect(await asked).toEqual({ outcome: "answered" });
      const above = await saying(emma, "Above at last");
      expect(above.id).toBe(note.id);
      await saying(emma, "Below at last", { thread: above });
    });
  });
});
