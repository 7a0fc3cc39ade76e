import fc from "fast-check";
import { expect, test } from "vitest";
import { dialledFromAnywhere } from "../../src/domain/phones.ts";

test.each([
  ["138 0013 8000", "CN", "+8613800138000"],
  ["138-0013-8000", "CN", "+8613800138000"],
  ["１３８００１３８０００", "CN", "+8613800138000"],
  ["+86 13800138000", "CN", "+8613800138000"],
  ["8613800138000", "CN", "+8613800138000"],
  ["0086 13800138000", "CN", "+8613800138000"],
  ["021-5555 1234", "CN", "+862155551234"],
  ["(07700) 900123", "GB", "+447700900123"],
  ["+44 7700 900123", "CN", "+447700900123"],
  ["9123 4567", "HK", "+85291234567"],
  ["06 1234 5678", "IT", "+390612345678"],
  ["13800138000", "AQ", undefined],
  ["+4477009001230000000", "GB", undefined],
  ["1234", "CN", undefined],
  ["王芳", "CN", undefined],
])("%s in %s is %s", (typed, country, dialled) => {
  expect(dialledFromAnywhere(typed, country)).toBe(dialled);
});

test("a number that can be dialled from anywhere is itself, in every country", () => {
  const number = fc.stringMatching(/^1\d{10}$/);
  fc.assert(
    fc.property(number, fc.constantFrom("CN", "GB", "AQ"), (digits, country) => {
      const dialled = dialledFromAnywhere(digits, "CN");
      expect(dialled).toBe(`+86${digits}`);
      expect(dialledFromAnywhere(dialled!, country)).toBe(dialled);
    }),
  );
});
