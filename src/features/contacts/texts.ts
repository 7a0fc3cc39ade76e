import { defineTexts } from "../../chat/texts.ts";
import type { InBoth } from "../../core/language.ts";

export const texts = defineTexts({
  en: {
    newTitle: "New contact",
    name: "Contact",
    title: "Title",
    addAnother: "Add another",
    nameWithoutLetters: "A name needs at least one letter.",
    contactAdded: (p: { contact: string; customer: string }) => `Added: ${p.contact}, ${p.customer}`,
    birthdayLabel: "Birthday",
    lunarBirthday: (p: { month: number; day: number; leap: boolean }) =>
      `lunar month ${p.month}${p.leap ? " (leap)" : ""}, day ${p.day}`,
    solarBirthday: (p: { month: number; day: number }) =>
      `${p.day} ${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][p.month - 1]}`,
    phoneLabel: "Phone",
    openCard: "Open the customer",
    add: "Add",
    phone: "Phone",
    birthday: "Birthday",
    birthdayHint: "8-15, 1980-08-15, or lunar: 农历八月十五",
    publicSector: "Works in the public sector",
    publicSectorHint: "Gifts to this person wait for compliance.",
    badPhone: "A phone number has 5 to 20 digits, such as 138 0013 8000 or +86 21 5555 1234.",
    badBirthday: "Please write it as 8-15, 1980-08-15 or 农历八月十五.",
    noSuchDay: "There is no such day in the past. Please check it.",
    contactExists: (p: { name: string }) => `${p.name} is a contact of this customer already.`,
  },
  zh: {
    newTitle: "添加联系人",
    name: "联系人",
    title: "职务",
    addAnother: "再加一位",
    nameWithoutLetters: "姓名里至少要有一个字。",
    contactAdded: (p) => `已添加：${p.contact}（${p.customer}）`,
    birthdayLabel: "生日",
    lunarBirthday: (p) => `农历${p.leap ? "闰" : ""}${p.month}月${p.day}日`,
    solarBirthday: (p) => `${p.month}月${p.day}日`,
    phoneLabel: "电话",
    openCard: "看客户",
    add: "添加",
    phone: "电话",
    birthday: "生日",
    birthdayHint: "8-15、1980-08-15，或 农历八月十五",
    publicSector: "在公共部门任职",
    publicSectorHint: "送给此人的礼品要先经合规同意。",
    badPhone: "电话是 5 到 20 位数字，例如 138 0013 8000 或 +86 21 5555 1234。",
    badBirthday: "请写成 8-15、1980-08-15 或 农历八月十五。",
    noSuchDay: "没有这一天，或者还没到。请核对。",
    contactExists: (p) => `${p.name} 已经是这家客户的联系人。`,
  },
});

/** Not added, why, what to do. The same for a customer that does not exist and one out of sight. */
export const gone: InBoth = {
  en: "Not added: there is no such customer among those you may see. Look for it with /customer and its name.",
  zh: "没有添加：你能看到的客户里没有这一家。用“/customer 客户名”再找找。",
};
