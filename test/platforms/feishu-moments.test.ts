import { expect, test } from "vitest";
import { datetime } from "../../src/chat/form.ts";
import { parseValues } from "../../src/chat/raw-values.ts";
import { plainDate, zone } from "../../src/core/dates.ts";
import type { Api } from "../../src/platforms/feishu/api.ts";
import { enteredIn } from "../../src/platforms/feishu/values.ts";

const unasked = () => Promise.reject(new Error("Nobody is asked about a moment."));
const read = (given: unknown) =>
  parseValues(
    { at: datetime({ label: "At" }) },
    enteredIn({ "m.at": given }, { api: {} as Api, user: "ou_x" }).values,
    {
      ...{ language: "en", zone: zone("Asia/Shanghai"), today: plainDate("2026-11-23") },
      ...{ workspace: { platform: "feishu", workspace: "t" } },
      ...{ memberOf: unasked, profile: unasked, placeProblem: unasked },
    },
  );

test.each([
  ["2024-04-29 07:07 +0800", "2024-04-28T23:07:00.000Z"],
  ["2024-02-29 00:00 +08:00", "2024-02-28T16:00:00.000Z"],
  ["2026-11-28 23:59 -0330", "2026-11-29T03:29:00.000Z"],
])("%s is a moment", async (given, at) => expect(await read(given)).toEqual({ values: { at: new Date(at) } }));

test.each([
  "2026-02-30 07:07 +0800",
  "2026-13-01 07:07 +0800",
  "2026-11-28 25:00 +0800",
  "2026-11-28 07:07",
  "2026-11-28",
  "1",
  "tomorrow",
])("%s is none, and no other either", async (given) =>
  expect(await read(given)).toEqual({ errors: { at: expect.stringMatching(/./) } }),
);
