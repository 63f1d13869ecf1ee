namespace Conformance.JsonSchema.Patterns;

/// <summary>A match takes more steps than a validation may spend on it.</summary>
internal sealed class PatternStepsException() : Exception("The pattern takes more steps than are allowed.");

/// <summary>
/// Matches by backtracking, as ECMA-262 (22.2.2) describes it, and counts its steps: what look-around and back references cost is then the same on every machine, however busy it is.
/// </summary>
internal sealed class CountedMatcher
{
    private readonly List<Instruction> _program = [];
    private readonly int _groups;
    private int _repetitions;

    private CountedMatcher(PatternPart pattern)
    {
        Add(pattern, isBackwards: false);
        _program.Add(new Instruction(Operation.Done));
        _groups = Groups(pattern) + 1;
    }

    private enum Operation
    {
        Set,
        Assert,
        Split,
        Jump,
        Save,
        Forget,
        Reference,
        Look,
        RepeatBegin,
        RepeatTest,
        RepeatEnd,
        Done,
    }

    /// <summary>The matcher of a pattern as <see cref="PatternReader"/> reads it.</summary>
    public static CountedMatcher Of(PatternPart pattern) => new(pattern);

    /// <summary>Whether a text has a match anywhere.</summary>
    /// <param name="steps">How many may be spent.</param>
    /// <exception cref="PatternStepsException">They are spent.</exception>
    public bool IsMatch(ReadOnlySpan<char> text, long steps)
    {
        var points = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            points.Add(rune.Value);
        var machine = new Machine([.. points], _groups, _repetitions, steps);
        for (var start = 0; start <= points.Count; start++)
        {
            if (machine.Run(_program, 0, start))
                return true;
        }

        return false;
    }

    private static int Groups(PatternPart part) =>
        part switch
        {
            PatternPart.Sequence sequence => sequence.Parts.Select(Groups).DefaultIfEmpty().Max(),
            PatternPart.Disjunction disjunction => disjunction.Branches.Select(Groups).DefaultIfEmpty().Max(),
            PatternPart.Repetition repetition => Groups(repetition.Part),
            PatternPart.Group group => Math.Max(group.Number ?? 0, Groups(group.Part)),
            PatternPart.Lookaround look => Groups(look.Part),
            _ => 0,
        };

    private void Add(PatternPart part, bool isBackwards)
    {
        switch (part)
        {
            case PatternPart.Sequence sequence:
                foreach (var item in isBackwards ? sequence.Parts.Reverse() : sequence.Parts)
                    Add(item, isBackwards);
                break;
            case PatternPart.Disjunction disjunction:
                Add(disjunction, isBackwards);
                break;
            case PatternPart.Repetition repetition:
                Add(repetition, isBackwards);
                break;
            case PatternPart.Group { Number: { } number } group:
                _program.Add(new Instruction(Operation.Save, (2 * number) + (isBackwards ? 1 : 0)));
                Add(group.Part, isBackwards);
                _program.Add(new Instruction(Operation.Save, (2 * number) + (isBackwards ? 0 : 1)));
                break;
            case PatternPart.Group group:
                Add(group.Part, isBackwards);
                break;
            case PatternPart.Lookaround look:
                var at = _program.Count;
                _program.Add(default);
                Add(look.Part, look.Behind);
                _program.Add(new Instruction(Operation.Done));
                _program[at] = new Instruction(Operation.Look, _program.Count) { Flag = look.IsNegated };
                break;
            case PatternPart.Backreference reference:
                _program.Add(new Instruction(Operation.Reference, reference.Number) { Flag = isBackwards });
                break;
            case PatternPart.Assertion assertion:
                _program.Add(new Instruction(Operation.Assert, (int)assertion.At));
                break;
            case PatternPart.Character character:
                _program.Add(
                    new Instruction(Operation.Set)
                    {
                        Flag = isBackwards,
                        Set = new CodePointSet().Add(character.CodePoint, character.CodePoint),
                    }
                );
                break;
            default:
                _program.Add(new Instruction(Operation.Set) { Flag = isBackwards, Set = PatternTranslator.SetOf(part) });
                break;
        }
    }

    private void Add(PatternPart.Disjunction disjunction, bool isBackwards)
    {
        var ends = new List<int>();
        for (var i = 0; i < disjunction.Branches.Count; i++)
        {
            var isLast = i == disjunction.Branches.Count - 1;
            var split = _program.Count;
            if (!isLast)
                _program.Add(default);
            Add(disjunction.Branches[i], isBackwards);
            if (isLast)
                continue;
            ends.Add(_program.Count);
            _program.Add(default);
            _program[split] = new Instruction(Operation.Split, _program.Count);
        }

        foreach (var end in ends)
            _program[end] = new Instruction(Operation.Jump, _program.Count);
    }

    private void Add(PatternPart.Repetition repetition, bool isBackwards)
    {
        var id = _repetitions++;
        _program.Add(new Instruction(Operation.RepeatBegin, id));
        var test = _program.Count;
        _program.Add(default);

        // What a group inside has captured in the time before counts no more (22.2.2.3.1, step 4).
        foreach (var number in Numbers(repetition.Part))
            _program.Add(new Instruction(Operation.Forget, number));
        Add(repetition.Part, isBackwards);
        _program.Add(new Instruction(Operation.RepeatEnd, id) { Least = repetition.Least, Target = test });
        _program[test] = new Instruction(Operation.RepeatTest, id)
        {
            Flag = repetition.Quantifier.Length > 1 && repetition.Quantifier.EndsWith('?'),
            Least = repetition.Least,
            Most = repetition.Most,
            Target = _program.Count,
        };
    }

    private static IEnumerable<int> Numbers(PatternPart part) =>
        part switch
        {
            PatternPart.Sequence sequence => sequence.Parts.SelectMany(Numbers),
            PatternPart.Disjunction disjunction => disjunction.Branches.SelectMany(Numbers),
            PatternPart.Repetition repetition => Numbers(repetition.Part),
            PatternPart.Group group => group.Number is { } number ? Numbers(group.Part).Prepend(number) : Numbers(group.Part),
            PatternPart.Lookaround look => Numbers(look.Part),
            _ => [],
        };

    private readonly record struct Instruction(Operation Operation, int Argument = 0)
    {
        public CodePointSet? Set { get; init; }

        public bool Flag { get; init; }

        public int Least { get; init; }

        public int? Most { get; init; }

        public int Target { get; init; }
    }

    /// <summary>One text that is looked at, with what was captured and counted on the way; changes are undone in the order in which they were made.</summary>
    private sealed class Machine(int[] text, int groups, int repetitions, long steps)
    {
        // Captures first, then for each repetition how often it was run, and where this time began.
        private readonly int[] _registers = NewRegisters(groups, repetitions);
        private readonly Stack<(int Program, int At, int Register, int Value)> _back = new();
        private long _steps = steps;

        public bool Run(List<Instruction> program, int from, int start)
        {
            var floor = _back.Count;
            var (next, at) = (from, start);
            while (true)
            {
                if (--_steps < 0)
                    throw new PatternStepsException();
                if (program[next].Operation == Operation.Done)
                    return true;
                if (Step(program, ref next, ref at))
                    continue;
                if (!Back(floor, ref next, ref at))
                    return false;
            }
        }

        private bool Step(List<Instruction> program, ref int next, ref int at)
        {
            var instruction = program[next++];
            switch (instruction.Operation)
            {
                case Operation.Set:
                    var read = instruction.Flag ? at - 1 : at;
                    if (read < 0 || read >= text.Length || !instruction.Set!.Contains(text[read]))
                        return false;
                    at += instruction.Flag ? -1 : 1;
                    return true;
                case Operation.Assert:
                    return Holds((PatternPart.Place)instruction.Argument, at);
                case Operation.Split:
                    _back.Push((instruction.Argument, at, -1, 0));
                    return true;
                case Operation.Jump:
                    next = instruction.Argument;
                    return true;
                case Operation.Save:
                    Set(instruction.Argument, at);
                    return true;
                case Operation.Forget:
                    Set(2 * instruction.Argument, -1);
                    Set((2 * instruction.Argument) + 1, -1);
                    return true;
                case Operation.Reference:
                    return Refer(instruction, ref at);
                case Operation.Look:
                    var isSeen = Look(program, next, at, instruction.Flag);
                    next = instruction.Argument;
                    return isSeen != instruction.Flag;
                default:
                    return Repeat(instruction, ref next, at);
            }
        }

        private bool Repeat(Instruction instruction, ref int next, int at)
        {
            var count = (2 * groups) + (2 * instruction.Argument);
            switch (instruction.Operation)
            {
                case Operation.RepeatBegin:
                    Set(count, 0);
                    return true;
                case Operation.RepeatTest when _registers[count] < instruction.Least:
                    break;
                case Operation.RepeatTest when instruction.Most is { } most && _registers[count] >= most:
                    next = instruction.Target;
                    return true;
                case Operation.RepeatTest when instruction.Flag:
                    // Lazily: the way on first, and once more when that leads nowhere.
                    _back.Push((-next, at, count, at));
                    next = instruction.Target;
                    return true;
                case Operation.RepeatTest:
                    _back.Push((instruction.Target, at, -1, 0));
                    break;
                default:
                    // A time that consumed nothing leads nowhere new.
                    if (_registers[count + 1] == at && _registers[count] > instruction.Least)
                        return false;
                    next = instruction.Target;
                    return true;
            }

            Enter(count, at);
            return true;
        }

        private void Enter(int count, int at)
        {
            Set(count, _registers[count] + 1);
            Set(count + 1, at);
        }

        private bool Refer(Instruction instruction, ref int at)
        {
            var (first, last) = (_registers[2 * instruction.Argument], _registers[(2 * instruction.Argument) + 1]);
            if (first < 0 || last < 0)
                return true;
            var length = last - first;
            var start = instruction.Flag ? at - length : at;
            _steps -= length;
            if (start < 0 || start + length > text.Length || !text.AsSpan(first, length).SequenceEqual(text.AsSpan(start, length)))
                return false;
            at = instruction.Flag ? start : start + length;
            return true;
        }

        // What a look has captured stays where it has seen something, and no other way through it is tried (22.2.2.4).
        private bool Look(List<Instruction> program, int from, int at, bool isNegated)
        {
            var floor = _back.Count;
            var isSeen = Run(program, from, at);
            var kept = new Stack<(int, int, int, int)>();
            while (_back.Count > floor)
            {
                var entry = _back.Pop();
                if (!IsChange(entry))
                    continue;
                if (isSeen && !isNegated)
                    kept.Push(entry);
                else
                    _registers[entry.Register] = entry.Value;
            }

            foreach (var entry in kept)
                _back.Push(entry);
            return isSeen;
        }

        private bool Back(int floor, ref int next, ref int at)
        {
            while (_back.Count > floor)
            {
                var entry = _back.Pop();
                if (IsChange(entry))
                {
                    _registers[entry.Register] = entry.Value;
                    continue;
                }

                at = entry.At;
                next = Math.Abs(entry.Program);
                if (entry.Program < 0)
                    Enter(entry.Register, at);
                return true;
            }

            return false;
        }

        // An entry without a place in the program undoes a change; the others are ways that were not taken.
        private static bool IsChange((int Program, int At, int Register, int Value) entry) => entry.Program == int.MaxValue;

        private void Set(int register, int value)
        {
            _back.Push((int.MaxValue, 0, register, _registers[register]));
            _registers[register] = value;
        }

        private bool Holds(PatternPart.Place place, int at) =>
            place switch
            {
                PatternPart.Place.Start => at == 0,
                PatternPart.Place.End => at == text.Length,
                PatternPart.Place.WordBoundary => IsWord(at - 1) != IsWord(at),
                _ => IsWord(at - 1) == IsWord(at),
            };

        private bool IsWord(int at) =>
            at >= 0 && at < text.Length && text[at] is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or '_' or (>= 'a' and <= 'z');

        private static int[] NewRegisters(int groups, int repetitions)
        {
            var registers = new int[(2 * groups) + (2 * repetitions)];
            Array.Fill(registers, -1);
            return registers;
        }
    }
}
