import { dialling } from "../domain/phones.ts";
import { Prisma } from "./generated/client.ts";

/**
 * `phoneMark` in SQL, of a number as contacts have it kept: digits, with a plus before those of a country. The numbers of
 * a whole organization are compared where they are, hundreds of thousands at once; a test holds the two together.
 */
export const phoneMarkOf = (phone: Prisma.Sql, country: string): Prisma.Sql => {
  const { code, zeroStays } = dialling(country);
  return Prisma.sql`
    CASE WHEN ${phone} LIKE '+%' THEN ${phone}
      WHEN ${phone} LIKE '00%' AND substr(${phone}, 3, 1) <> '0'
        THEN CASE WHEN length(${phone}) BETWEEN 9 AND 17 THEN '+' || substr(${phone}, 3) ELSE ${phone} END
      WHEN ${code}::text IS NULL OR length(${phone}) NOT BETWEEN 5 AND 13 THEN ${phone}
      WHEN ${code}::text = '86' AND length(${phone}) = 13 AND ${phone} LIKE '861%' THEN '+' || ${phone}
      WHEN ${zeroStays} OR ${phone} NOT LIKE '0%' THEN '+' || ${code}::text || ${phone}
      WHEN length(${phone}) = 5 THEN ${phone}
      ELSE '+' || ${code}::text || substr(${phone}, 2) END`;
};
