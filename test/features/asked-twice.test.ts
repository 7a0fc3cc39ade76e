import { beforeAll, expect, test } from "vitest";
import { from } from "../../src/data/client.ts";
import { features } from "../../src/features/index.ts";
import { waitingTick } from "../../src/features/newcomers/jobs.ts";
import { buttonOf, SECOND, withConversation } from "../support/conversation.ts";
import { onSecondPlatform } from "../support/second-platform.ts";

/** Somebody asks to be let in on one platform, in vain, and two weeks later on another. */
const house = withConversation({ features, at: "2026-11-02T09:00:00+08:00" });
const db = () => from({ database: house.database.handle });
const admin = () => house.person("林涛");
beforeAll(() => onSecondPlatform(house, []));

test("a request that has lapsed keeps the admins from none of the next, and that one is reminded of", async () => {
  house.tells("U-han", { name: "Han", mail: "han@example.com" });
  house.tells("ou_U-han", { name: "Han", mail: "han@example.com" });
  await house.person("U-han").types("hello");
  await house.delivers();
  const asked = () => admin().inbox.filter(({ title }) => title.startsWith("Han ")).length;
  expect(asked()).toBe(1);
  house.clock.freezeAt(new Date("2026-11-16T09:00:00+08:00"));
  await house.person("U-han", SECOND).types("hello");
  await house.delivers();
  expect(asked()).toBe(2);
  const request = await db().joinRequest.findFirstOrThrow({ where: { user: "ou_U-han" } });
  house.clock.freezeAt(new Date("2026-11-17T10:00:00+08:00"));
  await waitingTick.run(house.jobContext());
  await house.delivers();
  expect(admin().inbox.at(-1)?.title).toBe("Han 还在等着加入");
  expect(await db().joinRequest.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({
    remindedAt: house.clock.now(),
  });
  await admin().presses(buttonOf(admin().inbox.at(-1)!, "同意加入").press);
  await admin()
    .fills({ roles: { choose: ["finance"] } })
    .submits();
  expect(admin().card.tone).toBe("done");
  expect(await db().member.findMany({ where: { name: "Han" }, include: { identities: true } })).toMatchObject([
    { identities: [{ user: "ou_U-han" }] },
  ]);
});
