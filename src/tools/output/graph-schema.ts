import * as z from 'zod';

/*
 * Properties of Graph entities, for building row and entity schemas. Graph sends null for a property without a value
 * and omits properties that were not selected, so any property can be missing.
 */

/** An entity of which only the id is needed. */
export const withId = z.object({ id: z.string() });

export const text = z.string().nullish();
export const flag = z.boolean().nullish();
export const count = z.number().nullish();

/** A facet such as `folder` or `file`: the facet that is present shows what an item is. */
export const facet = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish();

/** A sender, recipient or organiser. */
export const recipient = z.object({ emailAddress: z.object({ name: text, address: text }).nullish() });

/** The recipients of a message, or the attendees of an event. */
export const recipients = z.array(recipient).nullish();

/** The user who created or changed something. */
export const identitySet = z.object({ user: z.object({ displayName: text }).nullish() }).nullish();

/** The start or end of an event, in the requested time zone. */
export const zonedTime = z.object({ dateTime: z.string() });

/** A person's working hours. The times are local to `timeZone`. */
export const workingHours = z
  .object({
    daysOfWeek: z.array(z.string()).nullish(),
    startTime: text,
    endTime: text,
    timeZone: z.object({ name: text }).nullish(),
  })
  .nullish();

/** The body of a message or event. */
export const itemBody = z.object({ contentType: text, content: text }).nullish();
