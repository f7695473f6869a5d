import { z } from 'zod';
import { sql } from '../sql.ts';
import type { Statements } from '../transaction.ts';

/** What the database has beside rows: each thing by what it is, with its definition in the database's own words. */
export type Structure = ReadonlyMap<string, string>;

/** Of the current schema, without its name, so that two schemas can be compared. */
export async function readStructure(tx: Statements): Promise<Structure> {
  const rows = await tx.rows(
    z.object({ schema: z.string(), name: z.string(), definition: z.string() }),
    everything,
  );
  return new Map(
    rows.map(({ schema, name, definition }) => [name, definition.replaceAll(`${schema}.`, '')] as const),
  );
}

const everything = sql`
  WITH own AS (
    SELECT oid, relname, relpersistence, relrowsecurity, relforcerowsecurity, relowner, relacl FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname <> '_prisma_migrations'
  ), shown AS (
    SELECT oid, relname, relowner, relacl, reloptions FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('v', 'm')
  ), called AS (
    SELECT oid, proname, proowner, proacl FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND oid NOT IN (SELECT objid FROM pg_depend
      WHERE classid = 'pg_proc'::regclass AND deptype = 'e')
  ), held AS (
    -- Whose all of it is: who owns most of the tables, and may be acted for by whoever looks.
    SELECT mode() WITHIN GROUP (ORDER BY relowner) AS owner FROM own
  ), granted AS (
    SELECT relname, relowner AS owner, relacl AS acl, '' AS part FROM own
    UNION ALL SELECT relname, relowner, relacl, '' FROM shown
    UNION ALL SELECT relname, relowner, attacl, ' on its column ' || attname FROM own
      JOIN pg_attribute ON attrelid = own.oid AND attnum > 0 AND NOT attisdropped AND attacl IS NOT NULL
  ), foreign_objects AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
  )
  SELECT current_schema() AS schema, name, definition FROM (
    SELECT 'the table ' || relname AS name,
      concat_ws(' ', relpersistence, relrowsecurity, relforcerowsecurity) AS definition FROM own
    UNION ALL
    SELECT 'the column ' || attname || ' of ' || relname,
      concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid))
    FROM own JOIN pg_attribute ON attrelid = own.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    UNION ALL
    SELECT 'the constraint ' || conname || ' of ' || relname, pg_get_constraintdef(pg_constraint.oid) || ' ' || convalidated::text
    FROM own JOIN pg_constraint ON conrelid = own.oid
    UNION ALL
    SELECT 'the index ' || index.relname || ' of ' || own.relname,
      concat_ws(' ', pg_get_indexdef(indexrelid), indisunique, indisvalid, indisready, indislive)
    FROM own JOIN pg_index ON indrelid = own.oid JOIN pg_class AS index ON index.oid = indexrelid
    UNION ALL
    SELECT 'the trigger ' || tgname || ' of ' || relname, pg_get_triggerdef(pg_trigger.oid) || ' ' || tgenabled::text
    FROM own JOIN pg_trigger ON tgrelid = own.oid AND NOT tgisinternal
    UNION ALL
    -- Those by which the database itself keeps the references true have a number in their names.
    SELECT 'a trigger of the constraint ' || conname || ' of ' || relname,
      string_agg(tgenabled::text || ' ' || tgfoid::regproc, ', ' ORDER BY tgfoid::regproc::text)
    FROM own JOIN pg_trigger ON tgrelid = own.oid AND tgisinternal JOIN pg_constraint ON pg_constraint.oid = tgconstraint
    GROUP BY conname, relname
    UNION ALL
    SELECT 'the owner of ' || relname, (relowner = held.owner AND pg_has_role(relowner, 'USAGE'))::text
    FROM (SELECT relname, relowner FROM own UNION ALL SELECT relname, relowner FROM shown) AS each, held
    UNION ALL
    SELECT 'the owner of the function ' || proname || '(' || pg_get_function_identity_arguments(called.oid) || ')',
      (proowner = held.owner AND pg_has_role(proowner, 'USAGE'))::text FROM called, held
    UNION ALL
    -- What anybody else than the owner may do.
    SELECT 'the right of ' || CASE grantee WHEN 0 THEN 'everybody' ELSE grantee::regrole::text END || part || ' of ' || relname,
      string_agg(concat(privilege_type, CASE WHEN is_grantable THEN ' and to give it on' END), ', ' ORDER BY privilege_type)
    FROM granted CROSS JOIN LATERAL aclexplode(granted.acl) WHERE grantee <> owner GROUP BY grantee, part, relname
    UNION ALL
    -- A table that inherits of another gives it rows, and one that has heirs shows theirs.
    SELECT 'the inheritance of ' || coalesce(child.relname, inhrelid::regclass::text) || ' of ' || coalesce(parent.relname, inhparent::regclass::text),
      inhdetachpending::text
    FROM pg_inherits LEFT JOIN own AS child ON child.oid = inhrelid LEFT JOIN own AS parent ON parent.oid = inhparent
    WHERE child.oid IS NOT NULL OR parent.oid IS NOT NULL
    UNION ALL
    SELECT 'a trigger or rule of the view ' || relname, string_agg(told, ', ' ORDER BY told) FROM shown CROSS JOIN LATERAL (
      SELECT pg_get_triggerdef(pg_trigger.oid) AS told FROM pg_trigger WHERE tgrelid = shown.oid
      UNION ALL SELECT pg_get_ruledef(pg_rewrite.oid) FROM pg_rewrite WHERE ev_class = shown.oid AND rulename <> '_RETURN') AS each
    GROUP BY relname
    UNION ALL
    SELECT 'the options of the view ' || relname, array_to_string(reloptions, ', ') FROM shown WHERE reloptions IS NOT NULL
    UNION ALL
    SELECT 'the rule ' || rulename || ' of ' || relname, pg_get_ruledef(pg_rewrite.oid) || ' ' || ev_enabled::text
    FROM own JOIN pg_rewrite ON ev_class = own.oid
    UNION ALL
    SELECT 'the policy ' || polname || ' of ' || relname,
      concat_ws(' ', polcmd, polpermissive, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
    FROM own JOIN pg_policy ON polrelid = own.oid
    UNION ALL
    SELECT 'the function ' || proname || '(' || pg_get_function_identity_arguments(pg_proc.oid) || ')',
      CASE WHEN prokind = 'a' THEN (SELECT concat_ws(' ', aggtransfn, aggfinalfn, format_type(aggtranstype, NULL), agginitval)
          FROM pg_aggregate WHERE aggfnoid = pg_proc.oid)
        ELSE pg_get_functiondef(pg_proc.oid) END
    FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND prokind IN ('a', 'f', 'p', 'w')
      AND ('pg_proc'::regclass, pg_proc.oid) NOT IN (SELECT classid, objid FROM foreign_objects)
    UNION ALL
    SELECT 'the view ' || relname, pg_get_viewdef(oid) FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('v', 'm')
    UNION ALL
    SELECT 'the type ' || typname, (SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = pg_type.oid)
    FROM pg_type WHERE typnamespace = current_schema()::regnamespace AND typtype = 'e'
      AND ('pg_type'::regclass, pg_type.oid) NOT IN (SELECT classid, objid FROM foreign_objects)
  ) AS found WHERE definition IS NOT NULL`;
