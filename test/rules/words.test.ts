import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { features } from "../../src/features/index.ts";
import { filesOf } from "../architecture/source.ts";

const commands = features.flatMap((feature) => feature.commands ?? []);

describe("how it talks", () => {
  test.each(commands.map((command) => [command.name, command] as const))(
    "/%s is explained in both languages",
    (name, command) => {
      for (const said of [command.about, command.example]) {
        expect(said.en.trim()).not.toBe("");
        expect(said.zh.trim()).not.toBe("");
      }
      expect(command.example.en).toMatch(new RegExp(`^/${name}\\b`));
    },
  );

  test("no text has an exclamation mark", () => {
    const loud = filesOf("src")
      .filter((file) => file.endsWith("texts.ts"))
      .flatMap((file) =>
        readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => /！|[\p{L}\d)}]!(?!=)/u.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      );
    expect(loud).toEqual([]);
  });
});
