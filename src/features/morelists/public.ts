export { readAnswers, readCases, readDuplicates, readOrphans, readOwnPeople, readSales, readTasks } from "./store.ts";
