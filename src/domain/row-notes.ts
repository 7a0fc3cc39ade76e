import type { InBoth } from "../core/language.ts";

interface Facts {
  /** The field by its name in that language. */
  readonly field: string;
  readonly value: string;
}
/** What is to be known of a cell that may be read in two ways, or says more than is kept. */
export const NOTES: Readonly<Record<string, (facts: Facts) => InBoth>> = {
  thousands_or_decimals: ({ field, value }) => ({
    en: `${field} "${value}" may be thousands or decimals: write it as 1200.50`,
    zh: `${field}“${value}”里的点或逗号分不清是千位分隔还是小数点，请写成 1200.50`,
  }),
  mails_left_out: ({ value }) => ({
    en: `${value} is left out: a contact takes one mail address. Change it by hand if this is the right one`,
    zh: `一个联系人只记一个邮箱，${value} 没有录入，需要的话请手工改`,
  }),
  cross_is_yes: ({ field, value }) => ({
    en: `${field} "${value}" is taken for yes: change it by hand if it is a no`,
    zh: `${field}“${value}”按“是”录入；如果是“否”请手工改`,
  }),
  namesake: ({ value }) => ({
    en: `another ${value} is there, with another title or number: kept as two people. Merge them if they are one`,
    zh: `已有一位${value}，职务或号码不同，按两个人录入；是同一人请合并`,
  }),
};
