import { canBeDialled } from "./phones.ts";

export const mailIn = (word: string): string | undefined =>
  /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(word) ? word.toLowerCase() : undefined;
/** With the year first or last. */
const DATE = /^(?:(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:19|20)\d\d)$/;
export const phoneIn = (word: string): string | undefined => {
  if (DATE.test(word)) return undefined;
  const digits = word.replace(/^'|[\s\-\u2010-\u2015().·]/g, "");
  return /^\+?\d{7,15}$/.test(digits) ? digits : undefined;
};

/** What is a mail address or a phone but for a part of it: 138****8000; sheets write 1.38E+10 for a phone. */
export const brokenIn = (word: string): "badMail" | "badPhone" | undefined => {
  if (mailIn(word) !== undefined || phoneIn(word) !== undefined || DATE.test(word)) return undefined;
  if (/^\S*@\S*$/.test(word)) return "badMail";
  const isNumber = /^['+\d\s\-\u2010-\u2015().·/*]+$/.test(word) && word.replace(/\D/g, "").length >= 7;
  return isNumber || /^\d(?:\.\d+)?e\+\d+$/i.test(word) ? "badPhone" : undefined;
};

/** "100012", "20230015", "2023001501"; a mobile that lacks a digit is longer, and none. */
export const STAFF_NUMBER = /^(?:\d{1,8}|(?:19|20)\d{7,8})$/;
/** A number without its area: with the year first those of the staff begin. */
const LOCAL = /^(?!20)[2-9]\d{6,7}$/;
/** Whether somebody can be reached by what is written in one piece or in several: "138 0013 8000". */
export const isPhone = (words: string, country: string): boolean => {
  const number = phoneIn(words);
  return number !== undefined && (canBeDialled(number, country) || LOCAL.test(number));
};

/** Which of these numbers is the phone; where none is, what each of them is instead. */
export const phonesIn = (numbers: readonly string[], country: string) => {
  const phone = numbers.find((one) => canBeDialled(one, country)) ?? numbers.find((one) => LOCAL.test(one)) ?? null;
  const others = phone === null ? numbers : [];
  const staff = others.filter((one) => STAFF_NUMBER.test(one));
  return { phone, staff, bad: others.find((one) => !staff.includes(one)) };
};
