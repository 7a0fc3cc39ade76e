import { afterEach, describe, expect, test } from "vitest";
import type { Address } from "../../src/core/who-is.ts";
import { onEveryPlatform } from "./platforms.ts";
import { mailOf } from "./stage.ts";

onEveryPlatform((stage) => {
  const { trouble } = stage.platform;
  afterEach(() => trouble.clear());
  const ask = (...asked: Partial<Address>[]) =>
    stage.port.whoIs(
      stage.platform.workspace,
      asked.map((address) => ({ mail: null, phone: null, ...address })),
    );
  const found = (name: string) => ({ kind: "found", user: stage.platform.userId(name) });

  describe("people by mail and phone", () => {
    test("are told in the order they were asked for, whoever is not there among them", async () => {
      const answers = await ask({ mail: mailOf("emma") }, { mail: "no@body.example" }, { mail: mailOf("li") });
      expect(answers).toMatchObject([found("emma"), { kind: "nobody" }, found("li")]);
    });

    test("are found by phone where the platform knows phones, and said not to be where it does not", async () => {
      const byPhone = await ask({ phone: "+8613800138001" }, { phone: "+447700900123" }, { phone: "+8613800138999" });
      const known = [found("li"), found("emma"), { kind: "nobody" }];
      expect(byPhone).toMatchObject(stage.platform.knowsPhones ? known : known.map(() => ({ kind: "unfindable" })));
      expect(await ask({ mail: mailOf("li"), phone: "+8613800138001" })).toMatchObject([found("li")]);
      expect(await ask({})).toEqual([{ kind: "unfindable" }]);
    });

    test.skipIf(!stage.platform.knowsPhones)("are not guessed when mail and phone belong to two", async () => {
      expect(await ask({ mail: mailOf("li"), phone: "+447700900123" })).toEqual([{ kind: "two" }]);
    });

    test("are not found beyond the company: closed accounts, guests, bots", async () => {
      await stage.platform.leave("wang");
      const [leaver, outsider] = await ask({ mail: mailOf("wang") }, { mail: await stage.platform.addOutsider() });
      for (const answer of [leaver, outsider]) expect(answer?.kind).toMatch(/^(nobody|outsider)$/);
    });

    test("one odd address hides no other", async () => {
      const answers = await ask({ mail: "a b@c" }, { mail: mailOf("emma") });
      expect(answers).toMatchObject([{ kind: "nobody" }, found("emma")]);
    });

    test("a permission that is missing, a platform that is busy and one that is away are told apart", async () => {
      trouble.forbidPeople();
      expect(await ask({ mail: mailOf("emma") }, { mail: mailOf("li") })).toEqual([
        { kind: "not_allowed" },
        { kind: "not_allowed" },
      ]);
      trouble.clear();
      trouble.peopleTooFast(7);
      expect(await ask({ mail: mailOf("emma") }, { mail: mailOf("li") })).toEqual([
        { kind: "later", wait: 7000 },
        { kind: "later", wait: 7000 },
      ]);
      trouble.clear();
      expect(await ask({ mail: mailOf("emma") })).toMatchObject([found("emma")]);
    });
  });
});
