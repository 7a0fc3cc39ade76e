// The page with a toy bot, to look at: npm run page
import { openToyHouse } from "./house.ts";

const house = await openToyHouse({ port: 3000 });
console.log(`The toy company is at ${house.url}`);
process.on("SIGINT", () => void house.stop());
