import { PrismaPg } from "@prisma/adapter-pg";
import { newId } from "../../src/core/ids.ts";
import { PrismaClient } from "../../src/data/generated/client.ts";

/** What a bare handler does for each thing: one INSERT through adapter-pg. */
export interface BareDatabase {
  insert(who: string, what: string): Promise<unknown>;
  close(): Promise<void>;
}

export const openBare = (databaseUrl: string): BareDatabase => {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) });
  return {
    insert: (who, what) =>
      prisma.auditEntry.create({
        data: {
          id: newId(),
          organizationId: newId(),
          from: "bare",
          what,
          subject: who,
          at: new Date(),
          after: { what },
        },
      }),
    close: () => prisma.$disconnect(),
  };
};
