import ts from "typescript";
import { describe, expect, test } from "vitest";
import { findings, parse, type Source, sourcesOf } from "../architecture/source.ts";

/**
 * A card with a button waits for somebody, and Feishu takes no change of it after 14 days: `asks` has it issued anew until
 * it says that all is done. One that needs no such thing says here why.
 */
const ASKS_NOTHING: Readonly<Record<string, string>> = {
  "cases/public.ts subject": "tells whoever reported a case how it stands; the step is somebody else's",
  "exports/jobs.ts `export:${id}`": "says how far a sheet has come, and has no button",
  "friday/jobs.ts subject": "tells of one week; its buttons show more of it",
  "holidays/jobs.ts askedFor(year)": "is asked again on every working day",
  "importing/handlers.ts subject": "whoever brought the file in is at it; sent again, the file is read again",
  "importing/public.ts about": "can be taken back for hours, not for weeks",
  "lookups/jobs.ts about": "tells what was found on one day",
  "reminders/jobs.ts key": "what is left of a day's list stands on the next day's",
};

const tellings = (sources: readonly Source[], which: (names: ReadonlySet<string>) => boolean): string[] =>
  findings(sources, (node, file) => {
    if (!ts.isCallExpression(node) || node.expression.getText() !== "tell") return undefined;
    const written = node.arguments[1];
    if (!written || !ts.isObjectLiteralExpression(written)) return `${file} tells what is not written there`;
    const parts = partsOf(written);
    const about = parts.get("about");
    return about !== undefined && which(new Set(parts.keys()))
      ? `${file.replace("src/features/", "")} ${about}`
      : undefined;
  }).map((found) => found.slice(found.indexOf(" ") + 1));

/** What the object says, also in what is spread into it on a condition. */
const partsOf = (written: ts.ObjectLiteralExpression): Map<string, string> => {
  const parts = new Map<string, string>();
  const add = (object: ts.ObjectLiteralExpression): void => {
    for (const each of object.properties) {
      if (ts.isPropertyAssignment(each)) parts.set(each.name.getText(), each.initializer.getText());
      else if (ts.isShorthandPropertyAssignment(each)) parts.set(each.name.text, each.name.text);
      else if (ts.isSpreadAssignment(each)) ts.forEachChild(each, deeper);
    }
  };
  const deeper = (node: ts.Node): void =>
    ts.isObjectLiteralExpression(node) ? add(node) : ts.forEachChild(node, deeper);
  add(written);
  return parts;
};

describe("a card that is kept up to date", () => {
  const sources = sourcesOf("src/features");

  test("is issued anew as long as it asks, or says here why not", () => {
    expect(tellings(sources, () => true).length).toBeGreaterThan(12);
    const silent = tellings(sources, (names) => !names.has("asks"));
    expect([...new Set(silent)].sort()).toEqual(Object.keys(ASKS_NOTHING).sort());
  });

  test("is found wherever it is told", () => {
    const planted = (text: string) =>
      tellings([{ file: "src/features/x.ts", tree: parse("x.ts", text) }], (names) => !names.has("asks"));
    expect(planted("tell(change, { key, to, about: subject, card })")).toEqual(["x.ts subject"]);
    expect(planted("tell(change, { key, to, ...(one && { about }), card })")).toEqual(["x.ts about"]);
    expect(planted("tell(change, { key, to, about, asks: true, card })")).toEqual([]);
    expect(planted("tell(change, telling)")).toEqual(["src/features/x.ts tells what is not written there"]);
  });
});
