import { describe, expect, it } from 'vitest';
import { addTerm, complete, take, termAt } from '../src/lib/completion';
import { shellQuote, tapCommand } from '../src/lib/copy';

const words = {
  keys: ['event', 'message', 'direction', 'peer', 'address', 'connection', 'network'],
  events: ['net:inbound_message', 'net:outbound_message', 'mempool:added'],
  messages: ['inv', 'tx', 'block', 'blocktxn', 'getblocktxn'], connections: ['inbound', 'manual'], networks: ['ipv4', 'onion'],
};
const offer = (text: string) => {
  const caret = text.indexOf('|');
  const c = complete(text.replace('|', ''), caret, words);
  return c.options.map((o) => o.text);
};

describe('completion', () => {
  it.each([
    ['|', ['event=', 'message=', 'direction=', 'peer=', 'address=', 'connection=', 'network=']], ['me|', ['message=']], ['!co|', ['connection=']],
    ['message=blo|', ['block', 'blocktxn', 'getblocktxn']], ['message=inv,bl|', ['block', 'blocktxn', 'getblocktxn']], ['message=inv,|', ['tx', 'block', 'blocktxn', 'getblocktxn']],
    ['message=tx !connection=|', ['inbound', 'manual']], ['connection=!m|', ['manual']], ['event=net|', ['net:*', 'net:inbound_message', 'net:outbound_message']],
    ['peer=|', []], ['network=onion dir|', ['direction=']], ['nothing=|', []],
  ])('%s offers %j', (text, options) => expect(offer(text)).toEqual(options));

  it.each([['message=blo|', 'block', 'message=block'], ['me| network=onion', 'message=', 'message= network=onion'], ['message=inv,b|,tx', 'block', 'message=inv,block,tx'], ['!mes|=inv', 'message=', '!message=inv'], ['connection=!ma|', 'manual', 'connection=!manual']])(
    'in %s taking %s gives %s', (text, choice, result) => {
      const caret = text.indexOf('|');
      const plain = text.replace('|', '');
      const next = take(plain, complete(plain, caret, words), choice);
      expect(next.text).toBe(result);
      expect(next.text.slice(0, next.caret).endsWith(choice)).toBe(true);
    });

  it('blanksInQuotesDoNotEndATerm', () => expect(termAt('message="a b" peer=1', 11)).toEqual({ start: 0, end: 13 }));
  it.each([['', 'message', 'tx', 'message=tx'], ['message=inv peer=1', 'message', 'tx', 'peer=1 message=tx'], ['', 'message', 'a "b"', 'message="a \\"b\\""'], ['', 'message', '', 'message=""']])('%s and %s=%s is %s', (text, key, value, result) =>
    expect(addTerm(text, key, value)).toBe(result));
});

describe('the command', () => {
  it('survivesAShell', () => expect(shellQuote("it's $HOME")).toBe(`'it'\\''s $HOME'`));
  it('isPlainWithoutASelection', () => expect(tapCommand(' ')).toBe('vedette tap'));
  it('carriesTheSelection', () => expect(tapCommand('message=inv !peer=1')).toBe("vedette tap --select 'message=inv !peer=1'"));
});
