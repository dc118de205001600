/** The rooms of the application: every `src/<room>/room.ts` there is. */
import type { Room } from "@/platform/pages";

const found = import.meta.glob<{ room: Room }>("../*/room.ts", { eager: true });
export const rooms: readonly Room[] = Object.values(found).map(({ room }) => room);
