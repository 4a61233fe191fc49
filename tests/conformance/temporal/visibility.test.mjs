// Lists and counts, search attributes of one's own.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { eventually, failure, stage } from './harness.mjs';

const attributes = { Text: 'Text', Keyword: 'Keyword', Int: 'Int', Double: 'Double', Bool: 'Bool', Datetime: 'Datetime', KeywordList: 'KeywordList' };
const args = Object.entries(attributes).flatMap(([name, type]) => ['--search-attribute', `My${name}=${type}`]);
const key = (name, type) => defineSearchAttributeKey(name, SearchAttributeType[type]);

suite.describe('visibility', { concurrency: 8, timeout: 240_000 }, () => {
  const it = stage(suite, args);
  const { test } = suite;
  const group = 'visible';
  const when = new Date('2024-05-06T07:08:09.123Z');
  let ready;
  const ids = async (query, options = {}) => {
    const found = [];
    for await (const w of it.client.workflow.list({ query: `(${query}) AND MyKeywordList = '${group}'`, ...options })) found.push(w.workflowId);
    return found;
  };
  /** Six workflows with known values, made once. */
  const known = () => (ready ??= (async () => {
    for (let i = 0; i < 6; i++) {
      await it.startWith(i < 3 ? 'greet' : 'waits', {
        workflowId: `known-${i}`,
        typedSearchAttributes: new TypedSearchAttributes([
          { key: key('MyKeywordList', 'KEYWORD_LIST'), value: [group, `n${i}`] },
          { key: key('MyInt', 'INT'), value: i },
          { key: key('MyDouble', 'DOUBLE'), value: i / 2 },
          { key: key('MyBool', 'BOOL'), value: i % 2 === 0 },
          { key: key('MyKeyword', 'KEYWORD'), value: `word-${i}` },
          { key: key('MyDatetime', 'DATETIME'), value: new Date(when.getTime() + i * 1000) },
        ]),
      });
    }
    for (let i = 0; i < 3; i++) await it.client.workflow.getHandle(`known-${i}`).result();
  })());
  const check = (name, query, expected) => test(name, async () => {
    await known();
    assert.deepEqual((await ids(query)).sort(), expected.map((i) => `known-${i}`));
  });

  check('=', 'MyInt = 2', [2]);
  check('!=', 'MyInt != 2', [0, 1, 3, 4, 5]);
  check('<', 'MyInt < 2', [0, 1]);
  check('<=', 'MyInt <= 2', [0, 1, 2]);
  check('>', 'MyInt > 4', [5]);
  check('>=', 'MyDouble >= 2', [4, 5]);
  check('BETWEEN', 'MyInt BETWEEN 2 AND 4', [2, 3, 4]);
  check('NOT BETWEEN', 'MyInt NOT BETWEEN 2 AND 4', [0, 1, 5]);
  check('IN', "MyKeyword IN ('word-1', 'word-3')", [1, 3]);
  check('NOT IN', "MyKeyword NOT IN ('word-1', 'word-3')", [0, 2, 4, 5]);
  check('STARTS_WITH', "WorkflowId STARTS_WITH 'known-'", [0, 1, 2, 3, 4, 5]);
  check('NOT STARTS_WITH', "MyKeyword NOT STARTS_WITH 'word'", []);
  check('a boolean', 'MyBool = true', [0, 2, 4]);
  check('a time', "MyDatetime > '2024-05-06T07:08:12.500Z'", [4, 5]);
  check('a list of keywords', "MyKeywordList = 'n4'", [4]);
  check('IS NULL', 'MyText IS NULL', [0, 1, 2, 3, 4, 5]);
  check('IS NOT NULL', 'MyText IS NOT NULL', []);
  check('AND', "ExecutionStatus = 'Completed' AND MyInt > 0", [1, 2]);
  check('OR', 'MyInt = 0 OR MyInt = 5', [0, 5]);
  check('parentheses bind', "(MyInt = 0 OR MyInt = 5) AND ExecutionStatus = 'Running'", [5]);
  check('NOT', 'NOT MyInt < 4', [4, 5]);
  check('status by its long name', "ExecutionStatus = 'WORKFLOW_EXECUTION_STATUS_RUNNING'", [3, 4, 5]);
  check('type', "WorkflowType = 'waits'", [3, 4, 5]);
  check('closed ones by close time', 'CloseTime IS NOT NULL', [0, 1, 2]);
  check('double quotes and backquotes', '`MyKeyword` = "word-2"', [2]);
  check('history length of closed ones', 'HistoryLength = 5', [0, 1, 2]);
  check('duration of closed ones', "ExecutionDuration < '1h'", [0, 1, 2]);
  test('the task queue', async () => {
    await known();
    assert.equal((await ids(`TaskQueue = '${it.taskQueue}'`)).length, 6);
  });
  test('start times bound the list', async () => {
    await known();
    assert.equal((await ids(`StartTime > '${new Date(Date.now() - 3_600_000).toISOString()}' AND StartTime < '${new Date(Date.now() + 1000).toISOString()}'`)).length, 6);
  });
  test('without an order the newest comes first', async () => {
    await known();
    assert.deepEqual(await ids('MyInt >= 0'), [5, 4, 3, 2, 1, 0].map((i) => `known-${i}`));
  });
  test('ORDER BY sorts', async () => {
    await known();
    const found = [];
    for await (const w of it.client.workflow.list({ query: `MyKeywordList = '${group}' ORDER BY MyInt ASC` })) found.push(w.workflowId);
    assert.deepEqual(found, [0, 1, 2, 3, 4, 5].map((i) => `known-${i}`));
  });
  test('lists come page by page', async () => {
    await known();
    assert.equal((await ids('MyInt >= 0', { pageSize: 2 })).length, 6);
  });
  test('count counts', async () => {
    await known();
    assert.equal((await it.client.workflow.count(`MyKeywordList = '${group}'`)).count, 6);
  });
  test('GROUP BY ExecutionStatus', async () => {
    await known();
    const { groups } = await it.client.workflow.count(`MyKeywordList = '${group}' GROUP BY ExecutionStatus`);
    const counts = Object.fromEntries(groups.map((g) => [g.groupValues[0], Number(g.count)]));
    assert.deepEqual(counts, { Running: 3, Completed: 3 });
  });
  test('a query that is none is INVALID_ARGUMENT', async () => {
    for (const query of ['MyInt =', 'Unknown = 1', "MyInt = 'text'", 'MyInt = 1 AND', '(MyInt = 1', "ExecutionStatus = 'Sleeping'", 'MyInt LIKE 3']) {
      assert.equal((await failure(it.raw.listWorkflowExecutions({ namespace: 'default', query }))).code, 3, query);
    }
  });
  test('a value of the wrong type is refused at the start', async () => {
    const error = await failure(it.startWith('greet', { searchAttributes: { MyInt: ['no number'] } }));
    assert.match(error.cause.details, /MyInt/);
  });
  test('an attribute nobody defined is refused', async () => {
    const error = await failure(it.startWith('greet', { searchAttributes: { Undefined: ['x'] } }));
    assert.match(error.cause.details, /Undefined/);
  });
  test('a workflow changes its attributes and memo', async () => {
    const handle = await it.startWith('upserts', { args: [{ MyKeyword: ['changed'], MyInt: [42] }, { note: 'new' }] });
    await handle.result();
    const described = await handle.describe();
    assert.deepEqual(described.searchAttributes.MyInt, [42]);
    assert.deepEqual(described.memo, { note: 'new' });
    await eventually(async () => assert.equal((await it.client.workflow.count(`WorkflowId = '${handle.workflowId}' AND MyKeyword = 'changed'`)).count, 1));
  });
  test('an attribute is unset by an empty list', async () => {
    const handle = await it.startWith('upserts', { args: [{ MyKeyword: [] }], searchAttributes: { MyKeyword: ['set'] } });
    await handle.result();
    assert.equal((await handle.describe()).searchAttributes.MyKeyword, undefined);
  });
  test('attributes are added, listed and removed', async () => {
    const operator = it.connection.operatorService;
    await operator.addSearchAttributes({ namespace: 'default', searchAttributes: { Added: 2 } });
    assert.equal((await operator.listSearchAttributes({ namespace: 'default' })).customAttributes.Added, 2);
    const handle = await it.startWith('greet', { searchAttributes: { Added: ['yes'] } });
    await handle.result();
    assert.equal((await it.client.workflow.count("Added = 'yes'")).count, 1);
    await operator.removeSearchAttributes({ namespace: 'default', searchAttributes: ['Added'] });
    assert.ok(await failure(it.client.workflow.count("Added = 'yes'")));
  });
  test('a system attribute cannot be added', async () =>
    assert.equal((await failure(it.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes: { WorkflowId: 2 } }))).code, 3));
});
