import { openCsv } from "./csv.ts";
import { LARGEST_FILE, SheetProblem } from "./problem.ts";
import type { OpenSheet } from "./rows.ts";
import { openXls } from "./xls.ts";
import { openXlsx } from "./xlsx.ts";

/** What a file is, by its first bytes: people and programs give files any ending. Hidden sheets come last. */
export const openSheets = async (bytes: Buffer): Promise<OpenSheet[]> => {
  if (bytes.length > LARGEST_FILE) throw new SheetProblem("too_large");
  if (bytes.length === 0) throw new SheetProblem("empty");
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04])) return openXlsx(bytes);
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return openXls(bytes);
  const start = bytes.toString("latin1", 0, 1024).replace(/^(?:\xef\xbb\xbf)?\s*/, "");
  if (/^(?:<!doctype html|<html|<table|<meta|<head|<!--|mime-version:)/i.test(start)) throw new SheetProblem("html");
  if (start.startsWith("<?xml")) throw new SheetProblem(/<html|xhtml/i.test(start) ? "html" : "xml");
  if (/^(?:%PDF|\x89PNG|\xff\xd8\xff|GIF8|Rar!|7z\xbc\xaf|\{\\rtf|PK)/.test(start))
    throw new SheetProblem("not_a_sheet");
  if (begins(bytes, [0x1f, 0x8b])) throw new SheetProblem("not_a_sheet");
  // Sheets of Excel 2 to 4 are records without a compound file around them.
  if (bytes[0] === 9 && (bytes[1] ?? 9) <= 4) throw new SheetProblem("too_old");
  return openCsv(bytes);
};

const begins = (bytes: Buffer, mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);
