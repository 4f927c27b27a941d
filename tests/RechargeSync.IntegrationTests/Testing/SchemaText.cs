namespace RechargeSync.IntegrationTests.Testing;

/// <summary>A database's schema as text, without the migrations' own table and without the columns' order.</summary>
internal static class SchemaText
{
    public const string Columns = """
        SELECT table_name, column_name, data_type, is_nullable,
            coalesce(column_default, ''), is_identity, coalesce(identity_generation, '')
        FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> '__EFMigrationsHistory'
        ORDER BY table_name, column_name
        """;

    private const string Indexes = """
        SELECT tablename, indexdef FROM pg_indexes
        WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory'
        ORDER BY indexdef
        """;

    private const string Constraints = """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
            AND conrelid::regclass::text <> '"__EFMigrationsHistory"' AND contype <> 'n'
        ORDER BY 1, 2
        """;

    private const string Parameters = """
        SELECT pg_class.relname,
            (SELECT string_agg(option, ' ' ORDER BY option) FROM unnest(pg_class.reloptions) AS option),
            (SELECT string_agg(option, ' ' ORDER BY option) FROM unnest(toast.reloptions) AS option)
        FROM pg_class LEFT JOIN pg_class AS toast ON toast.oid = pg_class.reltoastrelid
        WHERE pg_class.relnamespace = 'public'::regnamespace AND pg_class.relkind = 'r'
            AND (pg_class.reloptions IS NOT NULL OR toast.reloptions IS NOT NULL)
        ORDER BY 1
        """;

    // The model knows nothing of it.
    private const string Compression = """
        SELECT attrelid::regclass::text, attname, attcompression
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND attcompression <> ''
        ORDER BY 1, 2
        """;

    /// <summary>What a model can describe.</summary>
    public static Task<string> OfAsync(TestDatabase database) =>
        TextAsync(database, Columns, Indexes, Constraints, Parameters);

    /// <summary>What a model can describe, and what only SQL can.</summary>
    public static Task<string> WholeAsync(TestDatabase database) =>
        TextAsync(database, Columns, Indexes, Constraints, Parameters, Compression);

    private static async Task<string> TextAsync(TestDatabase database, params string[] queries)
    {
        var rows = new List<string>();
        foreach (var query in queries)
        {
            rows.AddRange(await database.RowsAsync(query));
        }

        return string.Join('\n', rows);
    }
}
