import fc from "fast-check";
import { expect, test } from "vitest";
import { menuCall, menuValue } from "../../src/platforms/slack/menu-value.ts";

test("whatever an entry carries comes back as it was", () => {
  const payload = fc.oneof(
    fc.record({ subject: fc.string(), id: fc.uuid(), version: fc.integer() }),
    fc.constant({ text: "~AAAAAAAAAAAAAAAAAAAAAA", id: "00000000-0000-4000-8000-000000000000" }),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(payload, (given) => {
      const { action, payload: json } = menuCall(menuValue({ action: "fees.urge", payload: given }));
      expect(action).toBe("fees.urge");
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});

test("a subject and its id have room in Slack's 75 characters", () => {
  const payload = { subject: "fee", id: "5e0c3a52-77aa-4f0e-8d3b-0a4f6f0e9f11", version: 12 };
  expect(menuValue({ action: "approvals.urge", payload }).length).toBeLessThanOrEqual(75);
});
