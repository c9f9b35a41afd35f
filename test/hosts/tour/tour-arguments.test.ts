import { describe, expect, it } from 'vitest';

import { readTourArguments } from '../../../src/hosts/tour/tour-arguments.ts';

const local = { origin: 'http://localhost:7071', person: 'ana.silva' };

describe("the tour's arguments", () => {
  it.each([
    [[], local],
    [['http://localhost:7080'], { ...local, origin: 'http://localhost:7080' }],
    [['http://localhost:7080/mcp?preset=all'], { ...local, origin: 'http://localhost:7080' }],
    [
      ['https://mcp.contoso.example', 'ben.okafor'],
      { origin: 'https://mcp.contoso.example', person: 'ben.okafor' },
    ],
    [['http://localhost:7071', 'ben.okafor@contoso.example'], { ...local, person: 'ben.okafor' }],
  ])('are read: %j', (args, expected) => {
    expect(readTourArguments(args, undefined)).toEqual(expected);
  });

  it('take the port from PORT if no origin is given', () => {
    expect(readTourArguments([], '7080')).toEqual({ ...local, origin: 'http://localhost:7080' });
  });

  it.each(['--help', '-h', 'help'])('ask for help: %s', (word) => {
    expect(readTourArguments([word], undefined)).toBe('help');
  });

  it.each([
    [['localhost:7071'], undefined],
    [['portico'], undefined],
    [['ftp://localhost'], undefined],
    [['--person', 'ben.okafor'], undefined],
    [['http://localhost:7071', 'ben.okafor', 'more'], undefined],
    [['http://localhost:7071', 'ben.okafor@fabrikam.example'], undefined],
    [[], 'abc'],
  ])('are refused with a one-sentence error: %j with PORT %s', (args, port) => {
    expect(readTourArguments(args, port)).toEqual({ problem: expect.stringMatching(/\.$/) as string });
  });
});
