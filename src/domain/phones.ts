/** What is dialled before a number of the country: its ISO 3166 code and the calling code. */
const CALLING: Readonly<Record<string, string>> = {
  ...{ CN: "86", HK: "852", MO: "853", TW: "886", JP: "81", KR: "82", MN: "976" },
  ...{ SG: "65", MY: "60", TH: "66", VN: "84", PH: "63", ID: "62", IN: "91", PK: "92", BD: "880", KH: "855" },
  ...{ LA: "856", MM: "95", LK: "94", NP: "977", KZ: "7", UZ: "998", AE: "971", SA: "966", QA: "974", IL: "972" },
  ...{ TR: "90", RU: "7", UA: "380", GB: "44", IE: "353", FR: "33", DE: "49", AT: "43", CH: "41", NL: "31" },
  ...{ BE: "32", LU: "352", ES: "34", PT: "351", IT: "39", GR: "30", PL: "48", CZ: "420", SK: "421", HU: "36" },
  ...{ RO: "40", BG: "359", HR: "385", SI: "386", RS: "381", SE: "46", NO: "47", DK: "45", FI: "358", EE: "372" },
  ...{ LV: "371", LT: "370", IS: "354", US: "1", CA: "1", MX: "52", BR: "55", AR: "54", CL: "56", CO: "57" },
  ...{ PE: "51", AU: "61", NZ: "64", ZA: "27", EG: "20", NG: "234", KE: "254", MA: "212" },
};
/** There a zero at the beginning is part of the number. */
const ZERO_STAYS = new Set(["IT"]);

/**
 * The number as it is dialled from anywhere: "138 0013 8000" in China is +8613800138000. Undefined for what is no
 * number, and for one without its country where the organization's calling code is not known.
 */
export const dialledFromAnywhere = (typed: string, country: string): string | undefined => {
  const digits = typed
    .normalize("NFKC")
    .replace(/[\s\-()./]/g, "")
    .replace(/^00(?=[1-9])/, "+");
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  const code = CALLING[country];
  if (code === undefined || !/^\d{5,13}$/.test(digits)) return undefined;
  // 11 digits of a mobile that begin with 1 cannot be meant: the country is written without its plus.
  if (country === "CN" && /^861\d{10}$/.test(digits)) return `+${digits}`;
  const own = ZERO_STAYS.has(country) ? digits : digits.replace(/^0/, "");
  return own.length < 5 ? undefined : `+${code}${own}`;
};

/** How numbers of the country are dialled within it, where what cannot be one is often written beside them. */
const WITHIN: Readonly<Record<string, RegExp>> = {
  // A mobile, a landline with its area, or a service number.
  CN: /^(?:1[3-9]\d{9}|0\d{9,11}|[48]00\d{7})$/,
  US: /^1?[2-9]\d{9}$/,
  CA: /^1?[2-9]\d{9}$/,
};
/** Whether the number can be dialled in the country as it is written: 20230015 in China cannot. */
export const canBeDialled = (typed: string, country: string): boolean => {
  const dialled = dialledFromAnywhere(typed, country);
  const own = typed.normalize("NFKC").replace(/\D/g, "");
  const isWhole = dialled === `+${own.replace(/^00/, "")}`;
  return dialled !== undefined && (isWhole || (WITHIN[country]?.test(own) ?? true));
};

/** One form of a number to compare by; of one whose country is not clear, what was typed. */
export const phoneMark = (typed: string, country: string): string => dialledFromAnywhere(typed, country) ?? typed;

/** How the numbers of mobiles begin, where they are told from those of landlines. */
const MOBILE =
  /^\+(?:861[3-9]\d{9}|852[45679]\d{7}|8536\d{7}|8869\d{8}|65[89]\d{7}|81[789]0\d{8}|8210\d{7,8}|447\d{9}|33[67]\d{8}|491[567]\d{8,9}|614\d{8})$/;
/** Whether it is one person's own number; another may be a landline, which a whole firm answers. */
export const isMobile = (typed: string, country: string): boolean => MOBILE.test(phoneMark(typed, country));

/** What `phoneMark` goes by in the country, for whoever marks very many numbers at once. */
export const dialling = (country: string): { readonly code: string | null; readonly zeroStays: boolean } => ({
  code: CALLING[country] ?? null,
  zeroStays: ZERO_STAYS.has(country),
});

/** The forms in which people may have written the number before. */
export const waysToWrite = (typed: string, country: string): readonly string[] => {
  const mark = phoneMark(typed, country);
  const own = mark.replace(new RegExp(`^\\+${CALLING[country] ?? " "}`), "");
  return [...new Set([typed, mark, mark.replace(/^\+/, ""), own, `0${own}`])];
};
