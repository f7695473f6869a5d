"""Counts the charts of a study again from its CSV, and shares nothing with the program that made them.

Reads annotations.csv, coding.csv and documents.csv, with the texts, tags and charts as JSON, in the folder where it
runs. Prints how many numbers it compared; ends with an error that names the first one that differs.
"""
import csv
import json
import unicodedata
from collections import defaultdict
from itertools import product


def table(name):
    with open(name, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


with open('study.json', encoding='utf-8') as file:
    study = json.load(file)
texts, tags, charts, repeats = study['texts'], study['tags'], study['charts'], set(study['repeats'])
annotations, coding = table('annotations.csv'), table('coding.csv')
documents = {row['document_id']: row for row in table('documents.csv')}
parent = {tag['id']: tag['parentId'] for tag in tags}
compared = 0


def same(what, ours, theirs):
    global compared
    compared += 1
    close = ours == theirs
    if not close and ours is not None and theirs is not None:
        close = abs(ours - theirs) <= 1e-9 * max(1, abs(ours))
    assert close, (what, ours, theirs)


def is_letter(character):
    return unicodedata.category(character)[0] in 'LN'


def words_in(text):
    count, inside = 0, False
    for at, character in enumerate(text):
        if is_letter(character):
            count += not inside
            inside = True
        elif inside and (unicodedata.category(character)[0] == 'M' or character == '\u00ad'):
            pass
        elif inside and character in "'\u2019\u2018\u02bc" and at + 1 < len(text) and is_letter(text[at + 1]):
            pass
        else:
            inside = False
    return count


def trimmed(row):
    start, end, quote = int(row['start']), int(row['end']), row['quote']
    assert texts[row['document_id']][start:end] == quote
    return start + len(quote) - len(quote.lstrip()), end - len(quote) + len(quote.rstrip())


def line(tag):
    found = []
    while tag is not None:
        found.append(tag)
        tag = parent[tag]
    return found


def works_of(layers, below):
    """Work that counts: (document, round, coder) to spans by tag."""
    works = {}
    if layers == 'current':
        for row in coding:
            if row['state'] == 'done':
                works[row['document_id'], row['round'], row['coder_id']] = defaultdict(list)
    for row in annotations:
        if row['layer'] != layers or row['round'] in repeats:
            continue
        key = row['document_id'], row['round'], row['coder_id']
        if layers != 'current':
            works.setdefault(key, defaultdict(list))
        if key in works:
            for tag in line(row['tag_id']) if below else [row['tag_id']]:
                works[key][tag].append((*trimmed(row), row))
    return {key: spans for key, spans in works.items() if key[1] not in repeats}


def covered(spans, start=0, end=10**9):
    return len({at for span in spans for at in range(max(span[0], start), min(span[1], end))})


def quartile(lengths, share):
    rank = next(rank for rank in range(1, len(lengths) + 1) if rank >= share * len(lengths))
    return sorted(lengths)[rank - 1]


def column_test(by, column):
    """Whether a span of a piece of work is in a column."""
    kind, values = column['kind'], column['values']
    if kind == 'coder':
        return lambda work, span: (work[2] or 'final') == values[0]
    if kind == 'round':
        return lambda work, span: study['rounds'][work[1]] == values[0]
    if kind == 'length':
        most = int(values[1]) if len(values) > 1 else 10**9
        return lambda work, span: span is None or int(values[0]) <= span[1] - span[0] <= most
    if kind == 'paragraph':
        start, end = part_of(by['documentId'], column)
        return lambda work, span: span is None or (span[0] < end and span[1] > start)
    name = by.get('column', 'date')
    said = lambda work: documents[work[0]]['document_' + name]
    if kind in ('year', 'month'):
        return lambda work, span: said(work).startswith(values[0])
    if kind == 'none':
        return lambda work, span: said(work) == ''
    assert kind == 'value', kind
    return lambda work, span: said(work).casefold() == values[0].casefold()


def part_of(document, column):
    units = texts[document].encode('utf-16-le')
    return tuple(len(units[: 2 * int(unit)].decode('utf-16-le')) for unit in column['values'][1:3])


def check_table(asked, answer):
    by, selection = asked['by'], asked['selection']
    works = works_of(selection['layers'], selection['withChildren'])
    if by['kind'] == 'paragraph':
        works = {work: spans for work, spans in works.items() if work[0] == by['documentId']}
    for at, column in enumerate(answer['columns']):
        test = column_test(by, column)
        inside = [work for work in works if test(work, None)]
        start, end = part_of(by['documentId'], column) if by['kind'] == 'paragraph' else (0, 10**9)
        slices = [texts[work[0]][start:end] for work in inside]
        base = {
            'works': len(inside),
            'documents': len({work[0] for work in inside}),
            'characters': sum(map(len, slices)),
            'words': sum(map(words_in, slices)),
        }
        for name, number in base.items():
            same((asked, column['key'], name), number, column['base'][name])
        for row in answer['rows']:
            found = {w: [s for s in works[w][row['tagId']] if test(w, s)] for w in inside}
            spans = sum(map(len, found.values()))
            having = len({work[0] for work, some in found.items() if some})
            # The characters of a part that any span of the tag covers.
            characters = sum(covered(some, start, end) for some in found.values())
            where = asked, column['key'], row['tagId']
            same((where, 'spans'), spans, row['spans'][at])
            same((where, 'documents'), having, row['documents'][at])
            same((where, 'characters'), characters, row['characters'][at])
            lengths = [span[1] - span[0] for some in found.values() for span in some]
            three = [quartile(lengths, share) for share in (0.25, 0.5, 0.75)] if lengths else [None] * 3
            for ours, theirs in zip(three, row['lengths'][at] or [None] * 3):
                same((where, 'length'), ours, theirs)
            # In each unit, out of its own denominator.
            def rate(number, of):
                return None if base['works'] == 0 or of == 0 else number / of

            units = row['units'][at]
            same((where, 'unit spans'), rate(spans, 1), units['spans'])
            same((where, 'unit documents'), rate(having, 1), units['documents'])
            same((where, 'unit share'), rate(characters, base['characters']), units['share'])
            same((where, 'unit words'), rate(spans * 1000, base['words']), units['words'])


def related(relation, a, b):
    if relation == 'within':
        return b[0] <= a[0] and a[1] <= b[1]
    shared = min(a[1], b[1]) - max(a[0], b[0])
    if relation == 'overlap':
        return shared > 0
    return -(1 if relation == 'beside' else 0) <= shared <= 0


def chance(relation, a, b, length):
    """Of all places that two spans may have, the share in which they are related: by how far apart they begin."""
    ways = 0
    for apart in range(-(length - a), length - b + 1):
        if related(relation, (0, a), (apart, apart + b)):
            first = max(0, -apart)
            last = min(length - a, length - b - apart)
            ways += max(0, last - first + 1)
    return ways / ((length - a + 1) * (length - b + 1))


def check_together(asked, answer):
    relation, selection = asked['relation'], asked['selection']
    works = works_of(selection['layers'], False)
    size = len(answer['tagIds'])
    of_spans = relation in ('overlap', 'touches', 'beside', 'within')
    for (i, one), (j, other) in product(enumerate(answer['tagIds']), repeat=2):
        at = i * size + j
        if i == j:
            continue
        pairs = joined = expected = 0
        for work, spans in works.items():
            a, b = spans[one], spans[other]
            if of_spans:
                met = [(x, y) for x, y in product(range(len(a)), range(len(b))) if related(relation, a[x], b[y])]
                pairs += len(met)
                joined += len({x for x, _ in met}) + len({y for _, y in met})
                if i < j or relation == 'within':
                    length = len(texts[work[0]])
                    expected += sum(chance(relation, x[1] - x[0], y[1] - y[0], length) for x, y in product(a, b))
            else:
                pairs += len(parts_of(relation, a) & parts_of(relation, b))
        same((asked, one, other), pairs, answer['together'][at])
        if of_spans:
            same((asked, one, other, 'joined'), joined, answer['joined'][at])
            if i < j or relation == 'within':
                same((asked, one, other, 'expected'), expected, answer['expected'][at])


def parts_of(relation, spans):
    if relation == 'document':
        return {0} if spans else set()
    found = set()
    for *_, row in spans:
        if relation == 'paragraph':
            found.add(row['block'])
        else:
            found.update((row['block'], at) for at in range(int(row['sentence']), int(row['sentence_end']) + 1))
    return found


def check_portrait(asked, answer):
    works = works_of(asked['selection']['layers'], False)
    drawn = set()
    for strip in answer['strips']:
        if strip['parts'] is None:
            continue
        number = next(name for name, id in study['rounds'].items() if id == strip['roundId'])
        work = strip['documentId'], number, strip['coderId'] or ''
        drawn.add(work)
        units = texts[work[0]].encode('utf-16-le')
        counted = defaultdict(int)
        for row, first, to, spans, start, end in strip['parts']:
            tag = answer['tagIds'][row]
            start, end = (len(units[: 2 * unit].decode('utf-16-le')) for unit in (start, end))
            inside = [span for span in works[work][tag] if span[0] < end and span[1] > start]
            same((asked, work, tag), len(inside), spans)
            same((asked, work, tag, 'from'), min(span[0] for span in inside), start)
            same((asked, work, tag, 'to'), max(span[1] for span in inside), end)
            assert first <= 400 * start / len(texts[work[0]]) < first + 1, (asked, work, tag)
            counted[tag] += spans
        for tag, spans in works[work].items():
            same((asked, work, tag, 'all'), len(spans), counted[tag])
    assert drawn == set(works), (asked, drawn ^ set(works))


checks = {'table': check_table, 'together': check_together, 'portrait': check_portrait}
for chart in charts:
    checks[chart['chart']](chart['asked'], chart['answer'])
print(compared)
