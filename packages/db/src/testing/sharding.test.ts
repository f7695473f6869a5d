import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabaseUrl, dropTestDatabase } from './database.ts';
import { findShardingFaults, projectParameters } from './sharding.ts';

let url: string;
let client: pg.Client;
beforeAll(async () => {
  url = await createTestDatabaseUrl();
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await dropTestDatabase(url);
});

const faultsOf = async (text: string) => (await findShardingFaults(client, [text])).map(({ fault }) => fault);

describe('a statement that names its project', () => {
  test.each([
    ['reads by it', `SELECT * FROM tag WHERE project_id = $1 AND id = $2`],
    [
      'reads what refers to it',
      `SELECT tag.id FROM annotation JOIN tag ON tag.project_id = annotation.project_id AND tag.id = annotation.tag_id WHERE annotation.project_id = $1`,
    ],
    ['reads the project itself', `SELECT name FROM project WHERE id = $1`],
    [
      'joins the project',
      `SELECT project.name FROM member JOIN project ON project.id = member.project_id WHERE member.project_id = $1 AND user_id = $2`,
    ],
    ['reads through a view', `SELECT * FROM layered_annotation WHERE project_id = $1`],
    [
      'reads what may not be there',
      `SELECT tag.id, parent.id FROM tag LEFT JOIN tag AS parent ON parent.project_id = tag.project_id AND parent.id = tag.parent_id WHERE tag.project_id = $1`,
    ],
    [
      'asks whether there is another',
      `SELECT id, EXISTS (SELECT FROM tag AS child WHERE child.project_id = tag.project_id AND child.parent_id = tag.id) FROM tag WHERE project_id = $1`,
    ],
    [
      'goes by a part of it',
      `WITH own AS MATERIALIZED (SELECT project_id, id FROM round WHERE project_id = $1) SELECT * FROM assignment JOIN own ON own.project_id = assignment.project_id AND own.id = round_id`,
    ],
    ['writes', `UPDATE tag SET name = $3 WHERE project_id = $1 AND id = $2 RETURNING id`],
    [
      'inserts',
      `INSERT INTO notice_read (project_id, member_id, said_id, mark_id, read_at) SELECT $1, $2, unnest($3::uuid[]), $4, now()`,
    ],
    ['reads accounts', `SELECT name FROM "user" WHERE email = $1`],
    ['only keeps a place', 'SAVEPOINT here'],
  ])('%s', async (_, text) => {
    expect(await faultsOf(text)).toEqual([]);
  });
});

describe('a statement that does not', () => {
  test.each([
    ['reads by another key', 'SELECT * FROM tag WHERE id = $1', ['tag (tag)']],
    ['reads all', 'SELECT count(*) FROM annotation', ['annotation (annotation)']],
    [
      'names it of one of two',
      `SELECT FROM tag, round WHERE tag.project_id = $1 AND round.id = $2`,
      ['round (round)'],
    ],
    ['names it or not', 'SELECT FROM tag WHERE project_id = $1 OR id = $2', ['tag (tag)']],
    ['names those that it is not', 'SELECT FROM tag WHERE NOT (project_id = $1)', ['tag (tag)']],
    [
      'compares without naming',
      `SELECT FROM tag JOIN tag AS child ON child.project_id = tag.project_id AND child.parent_id = tag.id`,
      ['tag (tag)', 'tag (child)'],
    ],
    [
      'asks about others',
      `SELECT id, EXISTS (SELECT FROM tag AS child WHERE child.parent_id = tag.id) FROM tag WHERE project_id = $1`,
      ['tag (child)'],
    ],
    ['writes by another key', 'DELETE FROM presence WHERE member_id = $1', ['presence (presence)']],
    ['is none', 'SELECT FROM nothing_of_this_name', ['relation "nothing_of_this_name" does not exist']],
  ])('%s', async (_, text, faults) => {
    expect((await faultsOf(text)).toSorted()).toEqual(faults.toSorted());
  });
});

test('where projects stand among the values', () => {
  const at = projectParameters;
  expect(at('SELECT FROM tag WHERE "public"."tag"."project_id" = $2 AND id = $1')).toEqual([2]);
  expect(at('SELECT FROM tag WHERE project_id IN ($3,$4)')).toEqual([3, 4]);
  expect(at('INSERT INTO "public"."tag" ("id","project_id") VALUES ($1,$2), ($3,CAST($4 AS uuid))')).toEqual([
    2, 4,
  ]);
  expect(at('SELECT FROM project WHERE "public"."project"."id" = $1 AND project.id = $2')).toEqual([1, 2]);
  expect(at('UPDATE "public"."project" SET "name" = $1 WHERE ("public"."project"."id" = $3)')).toEqual([3]);
  expect(at('SELECT FROM "user" WHERE id = $1')).toEqual([]);
});
