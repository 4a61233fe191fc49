namespace Hitl.Cli;

/// <summary>Columns as wide as their content, two spaces apart; the last one is never padded.</summary>
internal sealed class TextTable(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    public void Add(params string?[] cells) => _rows.Add([.. cells.Select(Terminal.Plain)]);

    public async Task WriteAsync(TextWriter output)
    {
        var widths = heads.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            var cells = row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column]));
            await output.WriteLineAsync(string.Join("  ", cells).TrimEnd());
        }
    }
}
